import type { AppointmentContent } from '../../../lib/domain/appointment';
import type { GoneRecord, Link, LinkSide, MadeSide } from '../../../lib/sync/link';
import type { SyncRules } from '../../../lib/sync/rules';

export const account = 'https://acme.halopsa.com#2';
export const nowMs = Date.parse('2026-11-02T08:00:00Z');
const dayMs = 24 * 3_600_000;

export function contentOf(change: Partial<AppointmentContent> = {}): AppointmentContent {
  return {
    subject: 'Printer on fire',
    notes: 'Bring an extinguisher',
    location: 'Room 4',
    span: { kind: 'timed', start: '2026-11-23T09:00:00Z', end: '2026-11-23T09:30:00Z', zone: 'Europe/London' },
    attendees: [{ email: 'leah.novak@acme.example', name: 'Leah Novak', role: 'assignedAgent', agentId: 2 }],
    isPrivate: false,
    showAs: 'busy',
    ...change,
  };
}

/** Everything allowed, nothing filtered, conflicts asked. */
export function rulesOf(change: Partial<SyncRules> = {}): SyncRules {
  const all = { create: true, update: true, delete: true };
  return {
    twoWay: true,
    allowed: { helpdesk: all, calendar: all },
    conflictRule: 'ask',
    fieldRules: {},
    privacy: 'busy',
    filters: { declined: false, free: false, allDay: false, private: false, otherTypes: false, tasks: false },
    window: { startMs: nowMs - 30 * dayMs, endMs: nowMs + 180 * dayMs },
    zone: 'Europe/London',
    busyWord: 'Busy',
    ...change,
  };
}

/** A record that is there; agreed as it is unless the change says otherwise. */
export function madeSide(change: Partial<MadeSide> = {}): MadeSide {
  const content = change.content ?? contentOf();
  return {
    kind: 'made',
    id: '17',
    etag: '"1"',
    content,
    agreed: content,
    intent: null,
    changedAtMs: null,
    url: null,
    remark: null,
    namesTwin: true,
    copiesDueAtMs: null,
    madeAtMs: null,
    traits: { isDeclined: false, type: 'default', foreignTwinId: null },
    listed: 1,
    attempt: null,
    ...change,
  };
}

export function goneSide(change: Partial<GoneRecord> = {}): LinkSide {
  const content = change.content ?? contentOf();
  return { kind: 'gone', id: '17', content, agreed: content, attempt: null, ...change };
}

export const noSide: LinkSide = { kind: 'none', attempt: null };

/** Both sides hold what they agreed on. */
export function linkOf(change: Partial<Link> = {}): Link {
  const content = contentOf();
  return {
    key: 'c0ffee00-0000-4000-8000-000000000001',
    account,
    source: 'calendar',
    occurrence: null,
    calendarOf: { email: 'leah.novak@acme.example', calendarId: 'primary' },
    ownerAgentId: 2,
    ticket: { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' },
    mail: 'nobody',
    subject: content.subject,
    startMs: Date.parse('2026-11-23T09:00:00Z'),
    endMs: Date.parse('2026-11-23T09:30:00Z'),
    createdAtMs: 0,
    wanted: null,
    helpdesk: madeSide(),
    calendar: madeSide(),
    conflict: [],
    ...change,
  };
}
