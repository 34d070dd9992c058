import type { AppointmentContent, Side } from '../domain/appointment';
import { fingerprint } from '../domain/fingerprint';
import type { Problem } from '../domain/problem';
import type { Link, LinkSide } from './link';
import { isCreation, type LinkStep, planLink, stepDueAtMs } from './plan-link';
import type { CalendarPort, Creation, RemoteRecord } from './ports';
import { removeCopies } from './remove-copies';
import type { SaveDeps } from './save-deps';
import { settlingMs } from './settling';
import { fail, mayHaveActed, write } from './write-outcome';

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
    if (dueStep(link, deps.now(), (step) => isCreation(step) && step.side === side) !== null) {
      link = await createOn(deps, link, content, side);
    }
  }
  const twin = dueStep(link, deps.now(), (step) => step.kind === 'linkTwin');
  if (twin?.kind === 'linkTwin') link = await linkTwin(deps, link, twin);
  for (const side of ['helpdesk', 'calendar'] as const) {
    const copies = dueStep(link, deps.now(), (step) => step.kind === 'removeCopies' && step.side === side);
    if (copies !== null) link = await removeCopies(deps, link, side, toCreation(link, content, side, link.createdAtMs));
  }
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
    if (found !== null) return keep(deps, link, side, { port, record: found, action: 'adopt' });
    const sinceSentMs = deps.now() - before.sentAtMs;
    // Less than nothing: the clock was set back, and tells nothing.
    if (port.findCopies !== null && sinceSentMs >= 0 && sinceSentMs < settlingMs) {
      return write(deps, link, side, { ...before, lookAgainAtMs: before.sentAtMs + settlingMs }, null);
    }
  }
  const asked: LinkSide = { kind: 'asked', firstAskedAtMs, sentAtMs: deps.now(), attempt: before.attempt };
  const intent = await write(deps, link, side, asked, { action: 'create', outcome: 'asked' });
  const answer = await port.create(creation).catch((error: unknown) => deps.toProblem(error, side));
  if ('kind' in answer) {
    return fail(deps, intent, side, answer, isUncertain || mayHaveActed(answer) ? 'perhaps' : 'surelyNot');
  }
  return keep(deps, intent, side, { port, record: answer, action: 'create' });
}

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
  { port, record, action }: { port: CalendarPort; record: RemoteRecord; action: 'create' | 'adopt' },
): Promise<Link> {
  const done = { action, outcome: 'done', recordId: record.id, after: fingerprint(record.content) } as const;
  const copiesDueAtMs = port.findCopies === null ? null : deps.now() + settlingMs;
  const written = await write(deps, link, side, { ...made(record), copiesDueAtMs }, done);
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

function made(record: RemoteRecord): Omit<LinkSide & { kind: 'made' }, 'copiesDueAtMs'> {
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
