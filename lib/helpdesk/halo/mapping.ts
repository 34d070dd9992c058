import type { AppointmentContent } from '../../domain/appointment';
import { contentFields } from '../../domain/content-fields';
import { tooLarge } from '../../domain/content-limits';
import { emailKey } from '../../domain/email-address';
import type { Span } from '../../domain/span';
import type { UnreadableRow } from '../../http/parse-answer';
import type { Creation, RecordVersion, RemoteRecord } from '../../sync/ports';
import { fromHaloAttendees, toHaloAttendees } from './attendees';
import { creationMarkField, creationMarkPrefix, fromCreationMark, toCreationMark } from './creation-mark';
import type { HaloAppointment } from './schemas';
import { fromHaloDays, fromHaloTime, type HaloTimeConvention, shiftDay, toHaloDays, toHaloTime } from './times';
import { haloAppointmentUrl } from './web-addresses';

export interface HaloContext {
  readonly origin: string;
  /** IANA zone in which the agent thinks: Halo keeps none with an appointment. */
  readonly zone: string;
  readonly times: HaloTimeConvention;
}

export function fromHaloAppointment(row: HaloAppointment, context: HaloContext): RemoteRecord | UnreadableRow {
  const span = readSpan(row, context);
  if ('unreadable' in span) return span;
  const notes = (row.note ?? '').replaceAll('\r\n', '\n');
  const attendees = fromHaloAttendees(row.attendees);
  const excess = tooLarge(notes, attendees);
  if (excess !== null) return { unreadable: excess };
  const mark = fromCreationMark(row[creationMarkField]);
  const ticketId = row.ticket_id == null || row.ticket_id <= 0 ? null : row.ticket_id;
  return {
    id: String(row.id),
    etag: row.last_modified ?? '',
    content: {
      subject: row.subject ?? '',
      notes,
      location: row.appointment_location_free_text || row.appointment_location_name || '',
      span,
      attendees,
      isPrivate: row.is_private ?? false,
      showAs: 'busy',
    },
    absent: absentFields(row),
    creationKey: mark?.creationKey ?? null,
    twinId: mark?.twinId ?? null,
    again: mark?.again,
    ticketId,
    ownerAgentId: row.agent_id,
    url: haloAppointmentUrl(context.origin, ticketId),
    remark: row._warning || null,
    traits: { isDeclined: false, type: row.is_task === true ? 'task' : 'default', foreignTwinId: readForeignTwin(row) },
    changedAtMs: readChanged(row.last_modified, context.times),
  };
}

/** What Halo's own calendar integration has noted: the event it made, or made this of; at least the calendar. */
function readForeignTwin(row: HaloAppointment): string | null {
  const isMarked = row[creationMarkField]?.startsWith(creationMarkPrefix) === true;
  return (isMarked ? null : row.entryid) || row.exchange_uid || row.calendar_id || null;
}

function readChanged(text: string | null | undefined, times: HaloTimeConvention): number | null {
  const time = fromHaloTime(text ?? '', times);
  return time === null ? null : Date.parse(time);
}

/** Halo has no documented free or busy; its lists carry no notes; a null means "not filled in" and is an observation. */
function absentFields(row: HaloAppointment): readonly (keyof AppointmentContent)[] {
  return [
    'showAs',
    ...(row.note === undefined ? (['notes'] as const) : []),
    ...(row.attendees === undefined ? (['attendees'] as const) : []),
    ...(row.appointment_location_free_text === undefined ? (['location'] as const) : []),
    ...(row.is_private === undefined ? (['isPrivate'] as const) : []),
  ];
}

function readSpan(row: HaloAppointment, { zone, times }: HaloContext): Span | UnreadableRow {
  if (row.allday === true) {
    const days = fromHaloDays(row.start_date, row.end_date);
    if (days === null) return { unreadable: 'its dates cannot be read' };
    if (days.lastDay < days.firstDay) return { unreadable: 'it ends before it starts' };
    return { kind: 'allDay', start: days.firstDay, end: shiftDay(days.lastDay, 1) };
  }
  const start = fromHaloTime(row.start_date, times);
  const end = fromHaloTime(row.end_date, times);
  if (start === null || end === null) return { unreadable: 'its times cannot be read' };
  if (end < start) return { unreadable: 'it ends before it starts' };
  if (end === start) return { unreadable: 'it has no length' };
  return { kind: 'timed', start, end, zone };
}

/** The body of a create. Without `_force`: the create that is known to work on live tenants has none, and a refusal should be seen. */
export function toHaloAppointment(creation: Creation, times: HaloTimeConvention): Readonly<Record<string, unknown>> {
  const { content, ticket } = creation;
  return {
    ...(ticket === null ? {} : { ticket_id: ticket.id }),
    agent_id: creation.ownerAgentId,
    ...writeFields(content, contentFields, times),
    [creationMarkField]: toCreationMark(creation),
    reassign_ticket: false,
    ...mailsNobody,
  };
}

/**
 * One item of an update: the named fields and no other. With `_force`, as in the updates that are known to work on live
 * tenants: nobody is there to confirm. As those do, a time goes out with its owner, where a look has just shown who that is.
 */
export function toHaloUpdate(
  { id, agentId, mark }: Pick<RecordVersion, 'id' | 'mark'> & { readonly agentId: number | null },
  content: AppointmentContent,
  fields: readonly (keyof AppointmentContent)[],
  times: HaloTimeConvention,
): Readonly<Record<string, unknown>> {
  return {
    id: Number(id),
    ...(fields.includes('span') && agentId !== null ? { agent_id: agentId } : {}),
    ...writeFields(content, fields, times),
    ...(mark !== undefined && { [creationMarkField]: toCreationMark(mark) }),
    ...mailsNobody,
    _force: true,
  };
}

/** Length of the column; what is longer would come back cut and look like an edit. */
export const longestLocation = 500;

function writeFields(
  content: AppointmentContent,
  fields: readonly (keyof AppointmentContent)[],
  times: HaloTimeConvention,
): Readonly<Record<string, unknown>> {
  const writers: Readonly<Record<keyof AppointmentContent, () => object>> = {
    subject: () => ({ subject: content.subject }),
    // Only what the agent wrote: the ticket is tied by its id, its address belongs to the calendar's copy.
    notes: () => ({ note: content.notes }),
    location: () => ({ appointment_location_free_text: content.location.slice(0, longestLocation) }),
    span: () => writeSpan(content.span, times),
    attendees: () => ({ attendees: toHaloAttendees(content.attendees) }),
    isPrivate: () => ({ is_private: content.isPrivate }),
    showAs: () => ({}),
  };
  return Object.assign({}, ...fields.map((field) => writers[field]()));
}

/** What an appointment would hold of a content: Halo has no documented free or busy, and places have a limit. */
export function toHaloContent(content: AppointmentContent, held: AppointmentContent | null): AppointmentContent {
  const readable = new Set(fromHaloAttendees(toHaloAttendees(content.attendees)).map(({ email }) => emailKey(email)));
  return {
    ...content,
    notes: content.notes.replaceAll('\r\n', '\n'),
    location: content.location.slice(0, longestLocation),
    attendees: content.attendees.filter(({ email }) => readable.has(emailKey(email))),
    showAs: held?.showAs ?? 'busy',
  };
}

/** Invitations are the calendar's: whatever the agent chose there, the helpdesk mails nobody. */
export const mailsNobody = { inform_agents: false, inform_user: false };

function writeSpan(span: Span, times: HaloTimeConvention): object {
  switch (span.kind) {
    case 'allDay': {
      const { start, end } = toHaloDays(span.start, span.end, times);
      return { start_date: start, end_date: end, allday: true };
    }
    case 'timed': {
      const at = (instant: string) => toHaloTime(Date.parse(instant), times);
      return { start_date: at(span.start), end_date: at(span.end), allday: false };
    }
  }
}
