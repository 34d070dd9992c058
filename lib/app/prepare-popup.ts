import {
  type Agenda,
  type AgendaEntry,
  type AgendaFrame,
  buildAgenda,
  changeAgenda,
  outsideDays,
} from '../domain/agenda';
import { personHours } from '../domain/person-hours';
import type { AttentionItem, PopupView, UnderWay } from '../domain/popup-view';
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

/** Writes the popup's record anew from what is stored; asks nobody. */
export async function preparePopup(
  desk: Desk,
  change: {
    /** What a run is doing from now on; null: it is over. */
    readonly underWay?: UnderWay | null;
    readonly lastProblem?: Problem | null;
    readonly lastSyncMs?: number;
    /**
     * Keys of all links that may have changed since the record was made: on the same day the rest of it still holds.
     * Absent: anything may have.
     */
    readonly changed?: ReadonlySet<string>;
  } = {},
): Promise<void> {
  await desk.withLock('docket-popup', async () => {
    const [settings, before] = await Promise.all([desk.readSettings(), desk.readPopup()]);
    const account = settings.helpdesk === null ? null : accountKey(settings.helpdesk);
    const people = account === null ? null : await storedPeople(desk, account);
    const agendaFor = [account, people?.readAtMs, desk.zone(), todayOf(desk)].join(' ');
    const kept = change.changed !== undefined && before?.agendaFor === agendaFor ? before : null;
    const shown = await agendaOf(desk, settings, people, kept, change.changed);
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

async function agendaOf(
  desk: Desk,
  { helpdesk }: Settings,
  people: People | null,
  before: PopupView | null,
  changed: ReadonlySet<string> = new Set(),
): Promise<Agenda> {
  if (helpdesk === null) return { agenda: [], outside: [] };
  const me = people?.agents.find(({ id }) => id === helpdesk.agent.id);
  const frame: AgendaFrame = {
    me:
      people === null || me === undefined
        ? { hours: null, holidays: [] }
        : personHours(me, people.workingHours, people.holidays),
    nowMs: desk.now(),
    zone: desk.zone(),
  };
  const window = windowFrom(frame.nowMs, frame.zone, outsideDays);
  const stretch = { startMs: window.startMs - longestMs, endMs: window.endMs };
  const account = accountKey(helpdesk);
  if (before === null) return buildAgenda((await linksIn(desk, account, stretch)).map(toEntry), frame);
  const links = await Promise.all([...changed].map((key) => desk.store.read(key)));
  const left = links.filter(
    (link): link is Link =>
      link?.account === account && link.startMs >= stretch.startMs && link.startMs < stretch.endMs,
  );
  return changeAgenda(before, changed, left.map(toEntry), frame);
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

function toEntry(link: Link): AgendaEntry {
  const records = (['helpdesk', 'calendar'] as const).flatMap((side) => {
    const state = link[side];
    return state.kind === 'made' ? [{ side, content: state.content, url: state.url }] : [];
  });
  return { key: link.key, records, ticketId: link.ticket?.id ?? null };
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
