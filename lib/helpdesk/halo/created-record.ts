import type { Attendee } from '../../domain/attendee';
import { emailKey } from '../../domain/email-address';
import type { Span } from '../../domain/span';
import { toInterval } from '../../domain/span-interval';
import { RejectedError } from '../../http/errors';
import type { Creation, RemoteRecord } from '../../sync/ports';
import { readAppointments, widened } from './appointment-rows';
import { readCurrent } from './check-versions';
import { listAppointments } from './list-appointments';
import type { HaloContext } from './mapping';
import type { ChangeDeps } from './newest-first';
import { fromHaloTime, type HaloTimeConvention } from './times';

export interface CreatedSearch {
  readonly deps: ChangeDeps;
  readonly context: HaloContext;
}

/** How far a tenant's clock may run behind ours. */
const clockToleranceMs = 2 * 60_000;

/**
 * Looks for the record that an unanswered create may have made: by our key, else (a tenant may not keep the field) by
 * agent, ticket, time and subject among what was written since the attempt. Never chooses between two.
 */
export async function findCreated(search: CreatedSearch, creation: Creation): Promise<RemoteRecord | null> {
  const alike: RemoteRecord[] = [];
  for await (const records of pagesAround(search, creation)) {
    const marked = records.find(({ creationKey }) => creationKey === creation.creationKey);
    if (marked !== undefined) return withDetails(search, marked, creation);
    alike.push(...records.filter((record) => isAlike(record, creation, search.context.times)));
  }
  const [only, another] = alike;
  if (only === undefined) return null;
  if (another === undefined) return withDetails(search, only, creation);
  const ids = alike.map(({ id }) => id).join(', ');
  throw new RejectedError(`Several appointments could be the one that was being saved: ${ids}`, 409);
}

/**
 * Records that carry our key and stand at the same time under the same subject. Somebody's own copy, made in the
 * helpdesk's pages, may carry the key too, but has a time of its own.
 */
export async function findCopies(search: CreatedSearch, creation: Creation): Promise<readonly RemoteRecord[]> {
  const { subject, span } = creation.content;
  const copies: RemoteRecord[] = [];
  for await (const records of pagesAround(search, creation)) {
    const marked = records.filter(({ creationKey }) => creationKey === creation.creationKey);
    copies.push(
      ...marked.filter(({ content }) => isSameTime(content.span, span) && content.subject.trim() === subject.trim()),
    );
  }
  return copies;
}

async function* pagesAround({ deps, context }: CreatedSearch, creation: Creation) {
  const between = widened(toInterval(creation.content.span, context.zone), context.times);
  for await (const { rows } of listAppointments(deps, { agentIds: [creation.ownerAgentId], between })) {
    yield readAppointments(rows, context).records;
  }
}

/** A list row has no notes, so the one that was found is read once more. */
async function withDetails(search: CreatedSearch, found: RemoteRecord, creation: Creation): Promise<RemoteRecord> {
  const current = await readCurrent(search.deps, search.context, found.id);
  return asCreated(current?.record ?? found, creation);
}

function isAlike(record: RemoteRecord, creation: Creation, times: HaloTimeConvention): boolean {
  const { subject, span } = creation.content;
  return (
    // Another key: another appointment, however alike.
    record.creationKey === null &&
    record.traits.type !== 'task' &&
    record.ticketId === (creation.ticket?.id ?? null) &&
    record.content.subject.trim() === subject.trim() &&
    isSameTime(record.content.span, span) &&
    isSince(record.etag, creation.attemptedAtMs, times)
  );
}

function isSameTime(one: Span, other: Span): boolean {
  return one.kind === other.kind && one.start === other.start && one.end === other.end;
}

/** Older versions show no `last_modified`: then the rest of the likeness has to do. */
function isSince(lastModified: string, atMs: number, times: HaloTimeConvention): boolean {
  const time = fromHaloTime(lastModified, times);
  return time === null || Date.parse(time) >= atMs - clockToleranceMs;
}

/** A record known to be made from `creation`: what Halo does not keep or show stands as it was sent. */
export function asCreated(record: RemoteRecord, creation: Creation): RemoteRecord {
  const { content } = record;
  const sent = creation.content;
  const unseen = Object.fromEntries((record.absent ?? []).map((field) => [field, sent[field]]));
  return {
    ...record,
    creationKey: creation.creationKey,
    content: {
      ...content,
      ...unseen,
      span: isSameTime(content.span, sent.span) ? sent.span : content.span,
      attendees: isSamePeople(content.attendees, sent.attendees) ? sent.attendees : content.attendees,
    },
  };
}

function isSamePeople(some: readonly Attendee[], others: readonly Attendee[]): boolean {
  const keys = (attendees: readonly Attendee[]) =>
    attendees
      .map(({ email }) => emailKey(email))
      .sort()
      .join(' ');
  return keys(some) === keys(others);
}
