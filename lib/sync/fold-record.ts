import type { AppointmentContent, Side } from '../domain/appointment';
import { differingFields, withFields } from '../domain/content-fields';
import { toInterval } from '../domain/span-interval';
import { keeps } from './kept-fields';
import {
  type CalendarRef,
  type GoneRecord,
  isSameCalendar,
  type Link,
  type LinkSide,
  type MadeSide,
  type OccurrenceRef,
} from './link';
import { planLink } from './plan-link';
import type { CalendarPort, RemoteRecord } from './ports';
import type { SyncRules } from './rules';
import { settle } from './settle';

/** What a fold needs to know beside the record. */
export interface KnownContext {
  readonly side: Side;
  readonly rules: SyncRules;
  /** Of the listing that shows the record; 0 where it is none. */
  readonly generation: number;
  readonly normalise: CalendarPort['normalise'];
}

/** The same for records that may be new. */
export interface FoldContext extends KnownContext {
  readonly account: string;
  readonly calendarOf: CalendarRef | null;
  /** The signed-in agent: owner of what is found on the calendar. */
  readonly agentId: number;
  readonly nowMs: number;
  /** The side is listed for the first time since it was let go of: what was left there may have become something else. */
  readonly isBack?: boolean;
  /** A creation whose request was repeated on its way makes two records here (`CalendarPort.findCopies`). */
  readonly makesCopies: boolean;
  readonly newKey: () => string;
  /** Address of a ticket's page. */
  readonly ticketUrl: (ticketId: number) => string;
}

/** What a fold is told about the side that it folds; the rest is the run's. */
export type OfSide = 'side' | 'generation' | 'normalise' | 'makesCopies' | 'isBack';

/** The link with what a side says it holds now; a new one-sided link for a record nobody knew. */
export function foldRecord(
  known: Link | null,
  record: RemoteRecord,
  context: FoldContext,
  occurrence: OccurrenceRef | null = null,
): Link {
  const link = known === null ? newLink(record, context, occurrence) : atHome(known, record, context);
  const isTicketNew = link.ticket === null && record.ticketId !== null;
  return foldKnown(isTicketNew ? { ...link, ticket: ticketOf(record, context) } : link, record, context, occurrence);
}

/**
 * An event belongs to the calendar in which it is seen, also where the link was left behind, or begun before any was
 * connected; an appointment to whoever has it now.
 */
function atHome(link: Link, { ownerAgentId }: RemoteRecord, { side, calendarOf }: FoldContext): Link {
  if (ownerAgentId !== undefined && ownerAgentId !== link.ownerAgentId) return { ...link, ownerAgentId };
  return side === 'calendar' && !isSameCalendar(link.calendarOf, calendarOf) ? { ...link, calendarOf } : link;
}

/** The very same link when the record says nothing new: then nothing needs to be written. */
export function foldKnown(
  link: Link,
  record: RemoteRecord,
  context: KnownContext,
  occurrence: OccurrenceRef | null = null,
): Link {
  const { side } = context;
  const before = link[side];
  // Taken back by the agent: a list that lags behind must not bring it back.
  if (before.kind === 'removed') return link;
  if ((before.kind === 'made' || before.kind === 'left' || before.kind === 'named') && isGivenAway(link, record)) {
    const agreed = before.kind === 'named' ? null : before.agreed;
    const left: LinkSide = { kind: 'left', id: before.id, agreed, isGivenAway: true };
    return withSchedule({ ...link, [side]: left }, context.rules);
  }
  const seen = madeSide(record, filled(record, before), before, context);
  const isSameInstance =
    occurrence === null ||
    (occurrence.masterId === link.occurrence?.masterId && occurrence.originalStart === link.occurrence.originalStart);
  if (isSameInstance && saysNothingNew(before, seen)) return link;
  const settled = settle(before, seen, link[otherSide(side)], context.normalise);
  const there = namedBy(record, link, settled.there);
  const folded: Link = {
    ...link,
    // A record without our key is somebody's own; what stands on the other side was made of it.
    source: before.kind === 'named' && record.creationKey === null ? side : link.source,
    occurrence: occurrence ?? link.occurrence,
    helpdesk: side === 'helpdesk' ? settled.here : there,
    calendar: side === 'calendar' ? settled.here : there,
  };
  return withSchedule(folded, context.rules);
}

/**
 * A read shows that the appointment belongs to another agent by now: neither is it deleted, nor is it ours to change. What
 * the agent's own list shows is the agent's, whoever owns it.
 */
export function isGivenAway({ ownerAgentId }: Link, record: RemoteRecord): boolean {
  return record.ownerAgentId !== undefined && record.ownerAgentId !== ownerAgentId;
}

/** What the record says of its twin, where nothing else is known of that side. */
function namedBy({ creationKey, twinId, traits }: RemoteRecord, { key }: Link, there: LinkSide): LinkSide {
  // A person's copy of a record carries the key of another link: that one's twin is not its own.
  const own = creationKey === null || creationKey === key ? twinId : null;
  const id = own ?? traits.foreignTwinId;
  const isNews = there.kind === 'none' && there.attempt === null && there.notThere !== id;
  return id !== null && isNews ? { kind: 'named', id } : there;
}

/** The link with a side's record proven gone. */
export function foldGone(link: Link, side: Side, rules: SyncRules): Link {
  const state = link[side];
  return state.kind === 'made' ? withSchedule({ ...link, [side]: goneSide(state) }, rules) : link;
}

export function goneSide({ id, content, agreed, again }: GoneRecord): LinkSide {
  return { kind: 'gone', id, content, agreed, again, attempt: null };
}

/**
 * The link with subject, time and `dirty` as its sides demand: `dirty` is present only while something is left to do. The
 * very same link when it stands so already.
 */
export function withSchedule(link: Link, rules: SyncRules): Link {
  const content = shownContent(link);
  const { startMs, endMs } = content === null ? link : toInterval(content.span, rules.zone);
  const subject = content?.subject ?? link.subject;
  const isMoved = subject !== link.subject || startMs !== link.startMs || endMs !== link.endMs;
  const scheduled: Link = isMoved ? { ...link, subject, startMs, endMs } : link;
  const isDirty = planLink(scheduled, rules).length > 0;
  if (isDirty === (link.dirty === 1)) return scheduled;
  if (isDirty) return { dirty: 1, ...scheduled };
  const { dirty: _was, ...clean } = scheduled;
  return clean;
}

export function otherSide(side: Side): Side {
  return side === 'helpdesk' ? 'calendar' : 'helpdesk';
}

/** What an answer says, with what it did not carry taken from what was known or sent. */
export function filled(record: RemoteRecord, before: LinkSide): AppointmentContent {
  const absent = record.absent ?? [];
  const known =
    before.kind === 'made' || before.kind === 'gone'
      ? before.content
      : before.kind === 'asked'
        ? before.intent.content
        : null;
  return known === null || absent.length === 0 ? record.content : withFields(record.content, absent, known);
}

function shownContent({ helpdesk, calendar, wanted }: Link): AppointmentContent | null {
  for (const side of [calendar, helpdesk]) if (side.kind === 'made') return side.content;
  return wanted;
}

function newLink(record: RemoteRecord, context: FoldContext, occurrence: OccurrenceRef | null): Link {
  const none: LinkSide = { kind: 'none', attempt: null };
  return {
    key: record.creationKey ?? context.newKey(),
    account: context.account,
    source: context.side,
    occurrence,
    calendarOf: context.calendarOf,
    ownerAgentId: record.ownerAgentId ?? context.agentId,
    ticket: ticketOf(record, context),
    mail: 'nobody',
    subject: record.content.subject,
    startMs: 0,
    endMs: 0,
    createdAtMs: context.nowMs,
    wanted: null,
    helpdesk: none,
    calendar: none,
    conflict: [],
  };
}

function ticketOf({ ticketId }: RemoteRecord, { ticketUrl }: FoldContext): Link['ticket'] {
  return ticketId === null ? null : { id: ticketId, url: ticketUrl(ticketId) };
}

/** A version may stand for several contents (Halo's counts seconds), so both must be what was seen last. */
function saysNothingNew(before: LinkSide, seen: MadeSide): boolean {
  return (
    before.kind === 'made' &&
    before.id === seen.id &&
    before.etag === seen.etag &&
    before.intent === null &&
    before.listed === seen.listed &&
    before.namesTwin === seen.namesTwin &&
    (before.unread === undefined) === (seen.unread === undefined) &&
    before.traits.isDeclined === seen.traits.isDeclined &&
    before.traits.foreignTwinId === seen.traits.foreignTwinId &&
    differingFields(before.content, seen.content).length === 0
  );
}

function madeSide(
  record: RemoteRecord,
  content: AppointmentContent,
  before: LinkSide,
  { generation, normalise }: KnownContext,
): MadeSide {
  const made = before.kind === 'made' ? before : null;
  const isAsKnown = record.isInPassing === true && made !== null && differingFields(made.content, content).length === 0;
  const isSameVersion = made !== null && (made.etag === record.etag || isAsKnown);
  const notShown = (record.absent ?? []).filter((field) => keeps(field, normalise));
  const unread = isSameVersion && made.unread === undefined ? [] : notShown;
  const unkept = made === null ? record.absent?.filter((field) => !notShown.includes(field)) : made.unkept;
  // A list that shows a part of a record may leave out whose copy it is, too.
  const foreignTwinId =
    record.traits.foreignTwinId ?? (notShown.length > 0 ? (made?.traits.foreignTwinId ?? null) : null);
  return {
    kind: 'made',
    id: record.id,
    etag: isAsKnown ? made.etag : record.etag,
    content,
    // A record that comes back held, as far as both knew, what it held before.
    agreed: made?.agreed ?? (before.kind === 'gone' || before.kind === 'left' ? before.agreed : null),
    intent: isSameVersion ? made.intent : null,
    changedAtMs: record.changedAtMs,
    url: record.url ?? made?.url ?? null,
    remark: record.remark ?? made?.remark ?? null,
    again: record.again,
    namesTwin: record.twinId !== null,
    copiesDueAtMs: made?.copiesDueAtMs ?? null,
    madeAtMs: made?.madeAtMs ?? null,
    traits: { ...record.traits, foreignTwinId },
    listed: Math.max(generation, made?.listed ?? 0),
    attempt: isSameVersion ? made.attempt : null,
    ...(unread.length > 0 && { unread }),
    ...(unkept !== undefined && { unkept }),
    ...(made?.meetUrl !== undefined && { meetUrl: made.meetUrl }),
  };
}
