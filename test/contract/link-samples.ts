import type { AppointmentContent } from '../../lib/domain/appointment';
import type { Link, LinkSide, MadeSide } from '../../lib/sync/link';
import type { JournalEntry, StoredSeries } from '../../lib/sync/store';

export const account = 'https://acme.example#2';
export const otherAccount = 'https://uat.acme.example#2';
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** Monday, 1 February 2027, 09:00 in London. */
export const nineMs = Date.parse('2027-02-01T09:00:00Z');

export const content: AppointmentContent = {
  subject: 'Replace UPS battery',
  notes: 'Key at reception.',
  location: 'Server room',
  span: { kind: 'timed', start: '2027-02-01T09:00:00Z', end: '2027-02-01T10:00:00Z', zone: 'Europe/London' },
  attendees: [{ email: 'leah.novak@acme.example', name: 'Leah Novak', role: 'assignedAgent', agentId: 2 }],
  isPrivate: false,
  showAs: 'busy',
};

export const none: LinkSide = { kind: 'none', attempt: null };

export function made(id: string, changes: Partial<MadeSide> = {}): MadeSide {
  return {
    kind: 'made',
    id,
    etag: '"1"',
    content,
    agreed: null,
    intent: null,
    changedAtMs: nineMs,
    url: `https://calendar.example/${id}`,
    remark: null,
    namesTwin: false,
    copiesDueAtMs: null,
    madeAtMs: null,
    traits: { isDeclined: false, type: 'default', foreignTwinId: null },
    listed: 0,
    attempt: null,
    ...changes,
  };
}

export function gone(id: string): LinkSide {
  return { kind: 'gone', id, content, agreed: content, attempt: null };
}

/** A link for an event that was found on the calendar, at nine. */
export function linkOf(key: string, changes: Partial<Link> = {}): Link {
  return {
    key,
    account,
    source: 'calendar',
    occurrence: null,
    calendarOf: { email: 'leah.novak@acme.example', calendarId: 'primary' },
    ownerAgentId: 2,
    ticket: null,
    mail: 'nobody',
    subject: content.subject,
    startMs: nineMs,
    endMs: nineMs + hourMs,
    createdAtMs: nineMs - dayMs,
    wanted: null,
    helpdesk: none,
    calendar: made(`event-${key}`),
    conflict: [],
    ...changes,
  };
}

export function entryOf(link: Pick<Link, 'key' | 'account'>, changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
    atMs: nineMs,
    account: link.account,
    runId: 'run-1',
    linkKey: link.key,
    subject: content.subject,
    side: 'helpdesk',
    action: 'create',
    outcome: 'done',
    fields: [],
    recordId: '17',
    problem: null,
    before: null,
    after: content,
    isOutsideHours: false,
    ...changes,
  };
}

export function seriesOf(masterId: string, changes: Partial<StoredSeries> = {}): StoredSeries {
  return {
    account,
    masterId,
    master: {
      id: masterId,
      etag: '"1"',
      content,
      zone: 'Europe/London',
      recurrence: ['RRULE:FREQ=WEEKLY'],
      creationKey: null,
      ticketId: null,
      url: null,
      traits: { isDeclined: false, type: 'default', foreignTwinId: null },
    },
    exceptions: [{ id: `${masterId}_1`, masterId, originalStart: '2027-02-08T09:00:00Z', record: null }],
    listed: 1,
    ...changes,
  };
}
