import { type AgendaEntry, type AgendaFrame, buildAgenda, changeAgenda, outsideDays } from '../domain/agenda';
import { personHours } from '../domain/person-hours';
import type { Agenda, AgendaOrigin, AttentionItem, UnderWay } from '../domain/popup-view';
import type { Problem } from '../domain/problem';
import type { RecurringMasters } from '../domain/recurring-master';
import type { Interval } from '../domain/span';
import { accountKey, type HelpdeskAccount, type Settings } from '../storage/settings';
import type { Link } from '../sync/link';
import { linkStatus } from '../sync/link-status';
import { connection } from './accounts-view';
import type { Desk } from './desk';
import { type People, storedPeople } from './read-people';
import { owedLinks } from './run-saves';
import { readHealthFacts, toPopupSync } from './sync-health';
import { windowFrom } from './time-window';

/** What may have changed since the agenda was made: anything; what the journal tells of; or the links of these keys. */
export type AgendaChanges = 'anything' | 'journal' | ReadonlySet<string>;

/** Writes the popup's record anew from what is stored; asks nobody. What has not changed of the agenda is not made again. */
export async function preparePopup(
  desk: Desk,
  change: {
    /** What a run is doing from now on; null: it is over. */
    readonly underWay?: UnderWay | null;
    readonly lastProblem?: Problem | null;
    readonly lastSyncMs?: number;
    readonly changed?: AgendaChanges;
  } = {},
): Promise<void> {
  await desk.withLock('docket-popup', async () => {
    const settings = await desk.readSettings();
    const account = settings.helpdesk === null ? null : accountKey(settings.helpdesk);
    const [before, people, seq, owed, facts] = await Promise.all([
      desk.readPopup(),
      account === null ? null : storedPeople(desk, account),
      desk.runs.lastSeq(),
      owedLinks(desk),
      readHealthFacts(desk),
    ]);
    const frame = [account, people?.readAtMs, desk.zone(), todayOf(desk)].join(' ');
    const agendaOf: AgendaOrigin = { frame, seq };
    const agenda = await newAgenda(desk, settings, people, change.changed ?? 'anything', {
      now: agendaOf,
      before: before?.agendaOf ?? null,
    });
    const lastProblem = change.lastProblem === undefined ? (before?.lastProblem ?? null) : change.lastProblem;
    const underWay = change.underWay === undefined ? (before?.sync.underWay ?? null) : change.underWay;
    await desk.writePopup(
      {
        schema: 3,
        preparedAtMs: desk.now(),
        helpdesk: connection(settings.helpdesk, settings.helpdesk?.agent.name ?? ''),
        calendar: connection(settings.calendar, settings.calendar?.email ?? ''),
        twoWay: account !== null && settings.twoWay[account] === true,
        isReading: underWay !== null,
        lastSyncMs: change.lastSyncMs ?? before?.lastSyncMs ?? null,
        lastProblem,
        agendaOf,
        attention: owed.flatMap(attentionItems),
        sync: toPopupSync({ ...facts, lastProblem }, underWay),
      },
      agenda,
    );
  });
}

/** Whether the agenda was made of all that the journal tells of. */
export async function knowsJournal(desk: Desk): Promise<boolean> {
  const [before, seq] = await Promise.all([desk.readPopup(), desk.runs.lastSeq()]);
  return before?.agendaOf.seq === seq;
}

/** What a run does now, and how far it has come; the rest of the record stays as it was prepared. */
export async function showUnderWay(desk: Desk, underWay: UnderWay): Promise<void> {
  const isShown = await desk.withLock('docket-popup', async () => {
    const [before, facts] = await Promise.all([desk.readPopup(), readHealthFacts(desk)]);
    if (before === null) return false;
    const sync = toPopupSync({ ...facts, lastProblem: before.lastProblem }, underWay);
    await desk.writePopup({ ...before, isReading: true, sync }, null);
    return true;
  });
  if (!isShown) await preparePopup(desk, { underWay });
}

/** Says what has ended a run, and asks the database nothing: it is what has failed. */
export async function showNotStored(desk: Desk, problem: Problem & { kind: 'notStored' }): Promise<void> {
  await desk.withLock('docket-popup', async () => {
    const before = await desk.readPopup();
    if (before === null) return;
    const health = { kind: 'attention', problem, what: 'failed' } as const;
    const sync = { ...before.sync, health, attention: 'failed', underWay: null } as const;
    await desk.writePopup({ ...before, isReading: false, lastProblem: problem, sync }, null);
  });
}

function todayOf(desk: Desk): number {
  return windowFrom(desk.now(), desk.zone(), 1).startMs;
}

/** Null: the one that is stored still holds. */
async function newAgenda(
  desk: Desk,
  settings: Settings,
  people: People | null,
  changed: AgendaChanges,
  origin: { readonly now: AgendaOrigin; readonly before: AgendaOrigin | null },
): Promise<Agenda | null> {
  const { helpdesk } = settings;
  if (helpdesk === null) return { agenda: [], outside: [], recurring: noMasters };
  const frame = frameOf(desk, helpdesk, people);
  const isSameFrame = origin.before?.frame === origin.now.frame;
  if (changed === 'anything' || !isSameFrame) return wholeAgenda(desk, helpdesk, frame);
  if (changed === 'journal') {
    return origin.before?.seq === origin.now.seq ? null : wholeAgenda(desk, helpdesk, frame);
  }
  if (changed.size === 0) return null;
  const before = await desk.readAgenda();
  if (before === null) return wholeAgenda(desk, helpdesk, frame);
  const links = await Promise.all([...changed].map((key) => desk.store.read(key)));
  const stretch = agendaStretch(frame);
  const left = links.filter(
    (link): link is Link =>
      link?.account === accountKey(helpdesk) && link.startMs >= stretch.startMs && link.startMs < stretch.endMs,
  );
  const days = changeAgenda(before, changed, left.map(toEntry), frame);
  return days === null ? null : { ...before, ...days };
}

async function wholeAgenda(desk: Desk, helpdesk: HelpdeskAccount, frame: AgendaFrame): Promise<Agenda> {
  const account = accountKey(helpdesk);
  const [links, recurring] = await Promise.all([
    linksIn(desk, account, agendaStretch(frame)),
    desk.directory.read(account, 'recurring'),
  ]);
  return { ...buildAgenda(links.map(toEntry), frame), recurring: recurring?.value ?? noMasters };
}

const noMasters: RecurringMasters = { masters: [], isCut: false };

function frameOf(desk: Desk, helpdesk: HelpdeskAccount, people: People | null): AgendaFrame {
  const me = people?.agents.find(({ id }) => id === helpdesk.agent.id);
  const isKnown = people !== null && me !== undefined;
  return {
    me: isKnown ? personHours(me, people.workingHours, people.holidays) : { hours: null, holidays: [] },
    nowMs: desk.now(),
    zone: desk.zone(),
  };
}

/** Starts of what the agenda may show. */
function agendaStretch({ nowMs, zone }: AgendaFrame): Interval {
  const window = windowFrom(nowMs, zone, outsideDays);
  return { startMs: window.startMs - longestMs, endMs: window.endMs };
}

/** Longest stretch an item may have and still be found by its start: a month. */
const longestMs = 31 * 86_400_000;

async function linksIn(desk: Desk, account: string, stretch: Interval): Promise<readonly Link[]> {
  const links: Link[] = [];
  let after: Link | undefined;
  for (;;) {
    const some: readonly Link[] = await desk.store.startingIn(account, stretch, 2_000, after);
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
