import type { AppointmentContent } from '../../domain/appointment';
import type { Span } from '../../domain/span';
import type { UnreadableRow } from '../../http/parse-answer';
import type { Creation, RemoteRecord } from '../../sync/ports';
import { fromHaloAttendees, toHaloAttendees } from './attendees';
import { creationMarkField, fromCreationMark, toCreationMark } from './creation-mark';
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
  const mark = fromCreationMark(row[creationMarkField]);
  const ticketId = row.ticket_id == null || row.ticket_id <= 0 ? null : row.ticket_id;
  return {
    id: String(row.id),
    etag: row.last_modified ?? '',
    content: {
      subject: row.subject ?? '',
      notes: (row.note ?? '').replaceAll('\r\n', '\n'),
      location: row.appointment_location_free_text || row.appointment_location_name || '',
      span,
      attendees: fromHaloAttendees(row.attendees),
      isPrivate: row.is_private ?? false,
      showAs: 'busy',
    },
    absent: absentFields(row),
    creationKey: mark?.creationKey ?? null,
    twinId: mark?.twinId ?? null,
    ticketId,
    url: haloAppointmentUrl(context.origin, ticketId),
    remark: row._warning || null,
  };
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
  const { start, end } = writeSpan(content.span, times);
  return {
    ...(ticket === null ? {} : { ticket_id: ticket.id }),
    agent_id: creation.ownerAgentId,
    subject: content.subject,
    start_date: start,
    end_date: end,
    allday: content.span.kind === 'allDay',
    // Only what the agent wrote: the ticket is tied by its id, its address belongs to the calendar's copy.
    note: content.notes,
    attendees: toHaloAttendees(content.attendees),
    appointment_location_free_text: content.location,
    is_private: content.isPrivate,
    [creationMarkField]: toCreationMark(creation),
    reassign_ticket: false,
    ...mailsNobody,
  };
}

/** Invitations are the calendar's: whatever the agent chose there, the helpdesk mails nobody. */
export const mailsNobody = { inform_agents: false, inform_user: false };

function writeSpan(span: Span, times: HaloTimeConvention): { start: string; end: string } {
  switch (span.kind) {
    case 'allDay':
      return toHaloDays(span.start, span.end, times);
    case 'timed':
      return { start: toHaloTime(Date.parse(span.start), times), end: toHaloTime(Date.parse(span.end), times) };
  }
}
