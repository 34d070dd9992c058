import type { AppointmentContent, Side } from '../domain/appointment';
import { fingerprint } from '../domain/fingerprint';
import type { Problem } from '../domain/problem';
import { type Attempt, type JournalEntry, journalEntry, type Link, type LinkSide, type LinkStore } from './link';
import { type LinkStep, planLink, stepDueAtMs, withDirty } from './plan-link';
import type { CalendarPort, Creation, RemoteRecord } from './ports';

export interface SaveDeps {
  readonly links: LinkStore;
  /** The side's port; a `Problem` when it cannot be used at present. */
  readonly port: (side: Side, link: Link) => Promise<CalendarPort | Problem>;
  readonly now: () => number;
  /** 0 up to 1, for spreading retries. */
  readonly random: () => number;
  readonly toProblem: (error: unknown, side: Side) => Problem;
  /** Called with what a side says it holds after a write, for the mirror. */
  readonly onRecord: (side: Side, link: Link, record: RemoteRecord) => Promise<void>;
  /** Called after every change of the link, so that pages can show it. */
  readonly onChange: (link: Link) => Promise<void>;
}

/**
 * Brings a link nearer to what is wanted: every step that is due, the helpdesk first, each side for itself.
 * Safe to stop at any await and to start again; never throws for what a server or the network does.
 */
export async function saveLink(deps: SaveDeps, key: string): Promise<Link | null> {
  const stored = await deps.links.read(key);
  if (stored === null) return null;
  let { link } = stored;
  const { content } = stored;
  for (const side of ['helpdesk', 'calendar'] as const) {
    const step = dueStep(link, deps.now(), (candidate) => candidate.kind !== 'linkTwin' && candidate.side === side);
    if (step !== null) link = await createOn(deps, link, content, side);
  }
  const twin = dueStep(link, deps.now(), (candidate) => candidate.kind === 'linkTwin');
  if (twin?.kind === 'linkTwin') link = await linkTwin(deps, link, twin);
  return link;
}

function dueStep(link: Link, nowMs: number, fits: (step: LinkStep) => boolean): LinkStep | null {
  const step = planLink(link).find(fits);
  if (step === undefined) return null;
  const due = stepDueAtMs(link, step);
  return due !== null && due <= nowMs ? step : null;
}

async function createOn(deps: SaveDeps, link: Link, content: AppointmentContent, side: Side): Promise<Link> {
  const before = link[side];
  if (before.kind !== 'wanted' && before.kind !== 'asked') return link;
  const isUncertain = before.kind === 'asked';
  const port = await deps.port(side, link);
  // A side that cannot be asked says nothing about the request before: the doubt stays.
  if ('kind' in port) return fail(deps, link, side, port, isUncertain ? 'perhaps' : 'surelyNot');

  const firstAskedAtMs = isUncertain ? before.firstAskedAtMs : deps.now();
  const creation = toCreation(link, content, side, firstAskedAtMs);
  if (isUncertain) {
    const found = await port.findCreated(creation).catch((error: unknown) => deps.toProblem(error, side));
    if (found !== null && 'kind' in found) return fail(deps, link, side, found, 'perhaps');
    if (found !== null) return keep(deps, link, side, found, 'adopt');
    const sinceSentMs = deps.now() - before.sentAtMs;
    // Less than nothing: the clock was set back, and tells nothing.
    if (!port.createsOnce && sinceSentMs >= 0 && sinceSentMs < settlingMs) {
      return write(deps, link, side, { ...before, lookAgainAtMs: before.sentAtMs + settlingMs }, null);
    }
  }
  const asked: LinkSide = { kind: 'asked', firstAskedAtMs, sentAtMs: deps.now(), attempt: before.attempt };
  const intent = await write(deps, link, side, asked, { action: 'create', outcome: 'asked' });
  const answer = await port.create(creation).catch((error: unknown) => deps.toProblem(error, side));
  if ('kind' in answer) {
    return fail(deps, intent, side, answer, isUncertain || mayHaveActed(answer) ? 'perhaps' : 'surelyNot');
  }
  return keep(deps, intent, side, answer, 'create');
}

/**
 * A request whose answer never came may act a little later than the search that finds nothing: a worker that died is
 * back within a tenth of a second, a helpdesk takes one or two to save. So it is not repeated before (ms).
 */
const settlingMs = 5_000;

function toCreation(link: Link, content: AppointmentContent, side: Side, attemptedAtMs: number): Creation {
  const other = link[side === 'helpdesk' ? 'calendar' : 'helpdesk'];
  return {
    creationKey: link.key,
    content,
    ownerAgentId: link.ownerAgentId,
    ticket: link.ticket,
    mail: link.mail,
    twinId: other.kind === 'made' ? other.id : null,
    attemptedAtMs,
  };
}

async function keep(
  deps: SaveDeps,
  link: Link,
  side: Side,
  record: RemoteRecord,
  action: 'create' | 'adopt',
): Promise<Link> {
  const done = { action, outcome: 'done', recordId: record.id, after: fingerprint(record.content) } as const;
  const written = await write(deps, link, side, made(record), done);
  await deps.onRecord(side, written, record);
  return written;
}

async function linkTwin(deps: SaveDeps, link: Link, step: LinkStep & { kind: 'linkTwin' }): Promise<Link> {
  const side = link.calendar;
  if (side.kind !== 'made') return link;
  const port = await deps.port('calendar', link);
  if ('kind' in port) return fail(deps, link, 'calendar', port, 'surelyNot');
  try {
    const record = await port.linkTwin(step, step.twinId);
    return await write(
      deps,
      link,
      'calendar',
      { ...side, etag: record.etag, namesTwin: true, attempt: null },
      { action: 'linkTwin', outcome: 'done', recordId: record.id, before: side.fingerprint, after: side.fingerprint },
    );
  } catch (error) {
    const problem = deps.toProblem(error, 'calendar');
    if (problem.kind !== 'changedMeanwhile') return fail(deps, link, 'calendar', problem, 'surelyNot');
    // Somebody edited the event since: take its version now, write our line over it at the next try.
    return refreshVersion(deps, link, port, step.id, problem);
  }
}

async function refreshVersion(deps: SaveDeps, link: Link, port: CalendarPort, id: string, why: Problem): Promise<Link> {
  const failed = await fail(deps, link, 'calendar', why, 'surelyNot');
  const side = failed.calendar;
  if (side.kind !== 'made') return failed;
  try {
    const record = await port.read(id);
    if (record === null) {
      // The event is gone: nothing is left to write on. What a deletion means is the sync's to decide.
      return write(
        deps,
        failed,
        'calendar',
        { ...side, namesTwin: true, attempt: null },
        { action: 'linkTwin', outcome: 'failed', recordId: id },
      );
    }
    return write(deps, failed, 'calendar', { ...side, etag: record.etag, attempt: side.attempt }, null);
  } catch (error) {
    return fail(deps, failed, 'calendar', deps.toProblem(error, 'calendar'), 'surelyNot');
  }
}

function made(record: RemoteRecord): LinkSide {
  return {
    kind: 'made',
    id: record.id,
    etag: record.etag,
    fingerprint: fingerprint(record.content),
    url: record.url,
    remark: record.remark,
    namesTwin: record.twinId !== null,
    attempt: null,
  };
}

async function fail(
  deps: SaveDeps,
  link: Link,
  side: Side,
  problem: Problem,
  acted: 'perhaps' | 'surelyNot',
): Promise<Link> {
  const before = link[side];
  if (!('attempt' in before)) return link;
  const tries = (before.attempt?.tries ?? 0) + 1;
  const attempt: Attempt = { problem, tries, retryAtMs: retryAtMs(problem, tries, deps) };
  const after: LinkSide =
    before.kind === 'asked' && acted === 'surelyNot' ? { kind: 'wanted', attempt } : { ...before, attempt };
  return write(deps, link, side, after, {
    action: before.kind === 'made' ? 'linkTwin' : 'create',
    outcome: 'failed',
    problem,
  });
}

async function write(
  deps: SaveDeps,
  link: Link,
  side: Side,
  state: LinkSide,
  line: (Pick<JournalEntry, 'action' | 'outcome'> & Partial<JournalEntry>) | null,
): Promise<Link> {
  const entry = line === null ? null : journalEntry({ atMs: deps.now(), linkKey: link.key, side, ...line });
  const written = await deps.links.change(link.key, (current) => withDirty({ ...current, [side]: state }), entry);
  await deps.onChange(written);
  return written;
}

/** Whether a request that ended so may have taken effect all the same. */
export function mayHaveActed(problem: Problem): boolean {
  switch (problem.kind) {
    case 'offline':
    case 'timeout':
    case 'serverError':
    case 'unreadable':
    case 'unexpected':
      return true;
    case 'needsSignIn':
    case 'notConnected':
    case 'rateLimited':
    case 'refused':
    case 'notFound':
    case 'readOnlyCalendar':
    case 'changedMeanwhile':
    case 'invalidDraft':
      return false;
  }
}

/** When to try again by itself (epoch ms); null when only the agent can help. */
function retryAtMs(problem: Problem, tries: number, deps: Pick<SaveDeps, 'now' | 'random'>): number | null {
  switch (problem.kind) {
    case 'rateLimited':
      return problem.retryAtMs;
    case 'offline':
    case 'timeout':
    case 'serverError':
    case 'changedMeanwhile':
      return backOffUntil(tries, deps);
    case 'unreadable':
    case 'unexpected':
      return tries < givenUpAfter ? backOffUntil(tries, deps) : null;
    case 'needsSignIn':
    case 'notConnected':
    case 'refused':
    case 'notFound':
    case 'readOnlyCalendar':
    case 'invalidDraft':
      return null;
  }
}

/** Answers that make no sense are asked for again this often before the agent is asked. */
const givenUpAfter = 5;

/** 15 s, 30 s, 1 min … at most 15 min, spread by a quarter so that clients do not come back together. */
function backOffUntil(tries: number, { now, random }: Pick<SaveDeps, 'now' | 'random'>): number {
  return now() + Math.min(15_000 * 2 ** Math.min(tries - 1, 6), 15 * 60_000) * (1 + random() / 4);
}
