import { describe, expect, test } from 'vitest';
import {
  fromHaloAppointment,
  type HaloContext,
  toHaloAppointment,
  toHaloContent,
  toHaloUpdate,
} from '../../../../lib/helpdesk/halo/mapping';
import { HaloAppointment } from '../../../../lib/helpdesk/halo/schemas';
import { usualTimes } from '../../../../lib/helpdesk/halo/times';
import type { Creation } from '../../../../lib/sync/ports';

const context: HaloContext = { origin: 'https://acme.halopsa.com', zone: 'Europe/London', times: usualTimes };

function read(fields: Record<string, unknown>) {
  const row = { id: 7, agent_id: 2, start_date: '2026-11-23T09:00:00', end_date: '2026-11-23T10:00:00', ...fields };
  return fromHaloAppointment(HaloAppointment.parse(row), context);
}

const creation: Creation = {
  creationKey: 'a1b2c3d4',
  content: {
    subject: 'Replace UPS battery',
    notes: 'Key at reception.',
    location: 'Server room',
    span: { kind: 'timed', start: '2026-11-23T09:00:00Z', end: '2026-11-23T10:00:00Z', zone: 'Europe/London' },
    attendees: [
      { email: 'leah.novak@acme.example', name: 'Leah Novak', role: 'assignedAgent', agentId: 2 },
      { email: 'amir.haddad@acme.example', name: 'Amir Haddad', role: 'additionalAgent', agentId: 3 },
    ],
    isPrivate: false,
    showAs: 'busy',
  },
  ownerAgentId: 2,
  ticket: { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' },
  mail: 'everybody',
  twinId: null,
  attemptedAtMs: 0,
};

describe('from Halo', () => {
  test('a full row', () => {
    const row = {
      ticket_id: 1001,
      subject: 'Replace UPS battery',
      note: 'Key\r\nat reception.',
      attendees: 'leah.novak@acme.example; Amir <amir.haddad@acme.example>',
      appointment_location_free_text: 'Server room',
      is_private: true,
      entryid: 'docket:a1b2c3d4/r0u6ti/2',
      last_modified: '2026-11-20T08:00:00',
      _warning: 'Outside hours',
    };
    expect(read(row)).toEqual({
      id: '7',
      etag: '2026-11-20T08:00:00',
      content: {
        subject: 'Replace UPS battery',
        notes: 'Key\nat reception.',
        location: 'Server room',
        span: { kind: 'timed', start: '2026-11-23T09:00:00Z', end: '2026-11-23T10:00:00Z', zone: 'Europe/London' },
        attendees: [
          { email: 'leah.novak@acme.example', name: '', role: 'guest' },
          { email: 'amir.haddad@acme.example', name: 'Amir', role: 'guest' },
        ],
        isPrivate: true,
        showAs: 'busy',
      },
      absent: ['showAs'],
      creationKey: 'a1b2c3d4',
      twinId: 'r0u6ti',
      again: 2,
      ticketId: 1001,
      url: 'https://acme.halopsa.com/ticket?id=1001',
      ownerAgentId: 2,
      remark: 'Outside hours',
      traits: { isDeclined: false, type: 'default', foreignTwinId: null },
      changedAtMs: Date.parse('2026-11-20T08:00:00Z'),
    });
  });

  test('a to-do is told from an appointment', () => {
    expect(read({ is_task: true })).toMatchObject({ traits: { type: 'task' }, changedAtMs: null });
  });

  test.each([
    ['event', { entryid: 'AAMkAGI2', exchange_uid: '040000008200' }, 'AAMkAGI2'],
    ['event’s iCalendar UID', { exchange_uid: '040000008200', calendar_id: 'leah@acme.example' }, '040000008200'],
    ['calendar', { calendar_id: 'leah@acme.example' }, 'leah@acme.example'],
    ['nothing of another one, but our key', { entryid: 'docket:a1b2c3d4' }, null],
    ['event, beside our key', { entryid: 'docket:a1b2c3d4', exchange_uid: '040000008200' }, '040000008200'],
  ])('what another integration has noted: its %s', (_what, fields, foreignTwinId) => {
    expect(read(fields)).toMatchObject({ traits: { foreignTwinId } });
  });

  test('a row of a list says that it has no notes, instead of claiming that there are none', () => {
    expect(read({ attendees: '', is_private: false, appointment_location_free_text: null })).toMatchObject({
      absent: ['showAs', 'notes'],
    });
  });

  test('an appointment without a ticket is shown in the calendar', () => {
    expect(read({ ticket_id: 0 })).toMatchObject({ ticketId: null, url: 'https://acme.halopsa.com/calendar' });
  });

  test('an event of 25 hours is an event', () => {
    expect(read({ end_date: '2026-11-24T10:00:00' })).toMatchObject({
      content: { span: { end: '2026-11-24T10:00:00Z' } },
    });
  });

  test('the last day of an all-day row is included', () => {
    const days = { allday: true, start_date: '2026-11-23T00:00:00', end_date: '2026-11-24T23:59:59' };
    expect(read(days)).toMatchObject({ content: { span: { kind: 'allDay', start: '2026-11-23', end: '2026-11-25' } } });
  });

  test.each([
    ['ends before it starts', { end_date: '2026-11-23T08:00:00' }, 'it ends before it starts'],
    ['has no length', { end_date: '2026-11-23T09:00:00' }, 'it has no length'],
    ['has no time', { start_date: 'tomorrow' }, 'its times cannot be read'],
    ['has no day', { allday: true, start_date: 'tomorrow' }, 'its dates cannot be read'],
    ['has its days turned round', { allday: true, end_date: '2026-11-20T23:59:59' }, 'it ends before it starts'],
  ])('a row that %s is refused', (_what, fields, unreadable) => {
    expect(read(fields)).toEqual({ unreadable });
  });
});

describe('to Halo', () => {
  test('everything an appointment needs, and mail to nobody whatever was chosen', () => {
    expect(toHaloAppointment(creation, usualTimes)).toEqual({
      ticket_id: 1001,
      agent_id: 2,
      subject: 'Replace UPS battery',
      start_date: '2026-11-23T09:00:00',
      end_date: '2026-11-23T10:00:00',
      allday: false,
      note: 'Key at reception.',
      attendees: 'leah.novak@acme.example;amir.haddad@acme.example',
      appointment_location_free_text: 'Server room',
      is_private: false,
      entryid: 'docket:a1b2c3d4',
      reassign_ticket: false,
      inform_agents: false,
      inform_user: false,
    });
  });

  test('an all-day appointment goes out as days', () => {
    const span = { kind: 'allDay', start: '2026-11-23', end: '2026-11-25' } as const;
    expect(toHaloAppointment({ ...creation, content: { ...creation.content, span } }, usualTimes)).toMatchObject({
      allday: true,
      start_date: '2026-11-23T00:00:00',
      end_date: '2026-11-24T23:59:59',
    });
  });

  test('without a ticket none is named', () => {
    expect(toHaloAppointment({ ...creation, ticket: null }, usualTimes)).not.toHaveProperty('ticket_id');
  });
});

describe('an update', () => {
  const target = { id: '7', agentId: 2 };
  const always = { id: 7, inform_agents: false, inform_user: false, _force: true };

  test.each([
    ['subject', { subject: 'Replace UPS battery' }],
    ['notes', { note: 'Key at reception.' }],
    ['location', { appointment_location_free_text: 'Server room' }],
    ['attendees', { attendees: 'leah.novak@acme.example;amir.haddad@acme.example' }],
    ['isPrivate', { is_private: false }],
    ['showAs', {}],
    ['span', { agent_id: 2, start_date: '2026-11-23T09:00:00', end_date: '2026-11-23T10:00:00', allday: false }],
  ] as const)('names its field and no other: %s', (field, named) => {
    expect(toHaloUpdate(target, creation.content, [field], usualTimes)).toEqual({ ...always, ...named });
  });

  test('of a record whose owner nobody has looked up names none', () => {
    expect(toHaloUpdate({ id: '7', agentId: null }, creation.content, ['span'], usualTimes)).not.toHaveProperty(
      'agent_id',
    );
  });
});

describe('what Halo keeps', () => {
  test('no free or busy: there stands what it held', () => {
    const free = { ...creation.content, showAs: 'free' } as const;
    expect(toHaloContent(free, null).showAs).toBe('busy');
    expect(toHaloContent(free, creation.content).showAs).toBe('busy');
    expect(toHaloContent(creation.content, free).showAs).toBe('free');
  });

  test('a place of 500 characters, as it is written', () => {
    const content = { ...creation.content, location: 'x'.repeat(501) };
    const kept = toHaloContent(content, null).location;
    expect(kept).toHaveLength(500);
    expect(toHaloUpdate({ id: '7', agentId: 2 }, content, ['location'], usualTimes)).toMatchObject({
      appointment_location_free_text: kept,
    });
  });

  test('of addresses those that can be read back', () => {
    const nobody = { email: 'not an address', name: '', role: 'guest' } as const;
    const attendees = [...creation.content.attendees, nobody];
    expect(toHaloContent({ ...creation.content, attendees }, null).attendees).toEqual(creation.content.attendees);
  });
});
