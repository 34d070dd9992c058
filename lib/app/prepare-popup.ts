import { buildAgenda } from '../domain/agenda';
import type { Side } from '../domain/appointment';
import { personHours } from '../domain/person-hours';
import type { AttentionItem, UnderWay } from '../domain/popup-view';
import type { Problem } from '../domain/problem';
import type { Interval } from '../domain/span';
import { accountKey, type Settings } from '../storage/settings';
import type { Link } from '../sync/link';
import { linkStatus } from '../sync/link-status';
import { connection } from './accounts-view';
import type { Desk } from './desk';
import { type People, storedPeople } from './read-people';
import { owedLinks } from './run-saves';
import { popupSync } from './sync-health';
import { windowFrom } from './time-window';

/** Days ahead whose appointments are looked over for working hours. */
const outsideDays = 8;

/** Writes the popup's record anew from what is stored; asks nobody. */
export async function preparePopup(
  desk: Desk,
  change: {
    /** What a run is doing from now on; null: it is over. */
    readonly underWay?: UnderWay | null;
    readonly lastProblem?: Problem | null;
    readonly lastSyncMs?: number;
    /** `asBefore`: none was changed since the record was made, so what it shows of them still holds on the same day. */
    readonly links?: 'readAgain' | 'asBefore';
  } = {},
): Promise<void> {
  await desk.withLock('docket-popup', async () => {
    const [settings, before] = await Promise.all([desk.readSettings(), desk.readPopup()]);
    const account = settings.helpdesk === null ? null : accountKey(settings.helpdesk);
    const people = account === null ? null : await storedPeople(desk, account);
    const agendaFor = [account, people?.readAtMs, desk.zone(), todayOf(desk)].join(' ');
    const isAsBefore = change.links === 'asBefore' && before?.agendaFor === agendaFor;
    const shown = isAsBefore
      ? { agenda: before.agenda, outside: before.outside.filter(({ endMs }) => endMs > desk.now()) }
      : await agendaOf(desk, settings, account, people);
    const underWay = change.underWay === undefined ? (before?.sync?.underWay ?? null) : change.underWay;
    await desk.writePopup({
      schema: 1,
      preparedAtMs: desk.now(),
      helpdesk: connection(settings.helpdesk, settings.helpdesk?.agent.name ?? ''),
      calendar: connection(settings.calendar, settings.calendar?.email ?? ''),
      twoWay: account !== null && settings.twoWay[account] === true,
      isReading: underWay !== null,
      lastSyncMs: change.lastSyncMs ?? before?.lastSyncMs ?? null,
      lastProblem: change.lastProblem === undefined ? (before?.lastProblem ?? null) : change.lastProblem,
      ...shown,
      agendaFor,
      attention: (await owedLinks(desk)).flatMap(attentionItems),
      sync: await popupSync(desk, underWay),
    });
  });
}

/** How far a run has come; the rest of the record stays as it was prepared. */
export async function showUnderWay(desk: Desk, underWay: UnderWay): Promise<void> {
  await desk.withLock('docket-popup', async () => {
    const before = await desk.readPopup();
    if (before === null) return;
    await desk.writePopup({ ...before, isReading: true, sync: await popupSync(desk, underWay) });
  });
}

function todayOf(desk: Desk): number {
  return windowFrom(desk.now(), desk.zone(), 1).startMs;
}

async function agendaOf(desk: Desk, settings: Settings, account: string | null, people: People | null) {
  if (account === null || settings.helpdesk === null) return { agenda: [], outside: [] };
  const zone = desk.zone();
  const window = windowFrom(desk.now(), zone, outsideDays);
  const links = await linksIn(desk, account, { startMs: window.startMs - longestMs, endMs: window.endMs });
  const me = people?.agents.find(({ id }) => id === settings.helpdesk?.agent.id);
  return buildAgenda({
    helpdesk: links.flatMap((link) => record(link, 'helpdesk')),
    calendar: links.flatMap((link) => record(link, 'calendar')),
    links: links.flatMap(({ helpdesk: one, calendar: other }) =>
      one.kind === 'made' && other.kind === 'made' ? [{ helpdeskId: one.id, calendarId: other.id }] : [],
    ),
    me:
      people === null || me === undefined
        ? { hours: null, holidays: [] }
        : personHours(me, people.workingHours, people.holidays),
    nowMs: desk.now(),
    zone,
  });
}

/** Longest stretch an item may have and still be found by its start: a month. */
const longestMs = 31 * 86_400_000;

async function linksIn(desk: Desk, account: string, stretch: Interval): Promise<readonly Link[]> {
  const links: Link[] = [];
  let after: Link | undefined;
  for (;;) {
    const some: readonly Link[] = await desk.store.startingIn(account, stretch, 500, after);
    links.push(...some);
    after = some.at(-1);
    if (after === undefined) return links;
  }
}

function record(link: Link, side: Side) {
  const state = link[side];
  if (state.kind !== 'made') return [];
  const { id, content, url } = state;
  return [{ id, content, url, creationKey: link.key, twinId: null, ticketId: link.ticket?.id ?? null }];
}

/** What of a link did not go through: waiting or failed. What is under way needs nobody. */
function attentionItems(link: Link): AttentionItem[] {
  const status = linkStatus(link);
  const items: AttentionItem[] = [];
  for (const side of ['helpdesk', 'calendar'] as const) {
    const { [side]: state } = status;
    const attempt = link[side].kind === 'made' ? link[side].attempt : null;
    if (attempt?.retryAtMs === null) {
      items.push({ linkId: link.key, subject: link.subject, side, problem: attempt.problem, retryAtMs: null });
    }
    if (state.kind !== 'waiting' && state.kind !== 'failed') continue;
    const retryAtMs = state.kind === 'waiting' ? state.retryAtMs : null;
    items.push({ linkId: link.key, subject: link.subject, side, problem: state.problem, retryAtMs });
  }
  return items;
}
