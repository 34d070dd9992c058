import { describe, expect, test } from 'vitest';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { helpdeskUnderTest } from './helpdesk-under-test';

/** Thursday, within Leah's hours: London is on UTC. */
const visit = {
  subject: 'Visit',
  ticket_id: 1_001,
  agent_id: agentIds.leah,
  start_date: '2026-11-19T10:00:00',
  end_date: '2026-11-19T11:00:00',
  allday: false,
};

const outside = 'Please note that part or all of this Appointment falls outside the Agents working hours.';

async function refused(body: unknown): Promise<{ status: number; violations: readonly string[] }> {
  const helpdesk = helpdeskUnderTest();
  const before = helpdesk.server.state.appointments.size;
  const { status } = await helpdesk.ask('POST', '/api/Appointment', { body });
  expect(helpdesk.server.state.appointments.size).toBe(before);
  return { status, violations: helpdesk.violations };
}

describe('saving', () => {
  test('a new appointment gets an id and takes client, site and customer from its ticket', async () => {
    const helpdesk = helpdeskUnderTest();
    const [saved] = await helpdesk.save(visit);
    expect(saved).toMatchObject({
      ...visit,
      id: 5_016,
      agent_name: 'Leah Novak',
      client_name: 'Northwind Traders',
      user_name: 'Grace Miller',
      organizer: agentIds.leah,
      complete_status: -1,
      last_modified: '2026-11-18T08:00:00',
      _warning: null,
    });
    expect(helpdesk.server.state.appointments.get(5_016)).toMatchObject(visit);
    expect(helpdesk.violations).toEqual([]);
  });

  test('several in one array are all saved, in their order', async () => {
    const helpdesk = helpdeskUnderTest();
    const saved = await helpdesk.save(visit, { ...visit, subject: 'Second' }, { id: 5_001, subject: 'Moved' });
    expect(saved.map(({ id, subject }) => [id, subject])).toEqual([
      [5_016, 'Visit'],
      [5_017, 'Second'],
      [5_001, 'Moved'],
    ]);
  });

  test('the same body without an id, sent twice, makes two', async () => {
    const helpdesk = helpdeskUnderTest();
    const [first] = await helpdesk.save(visit);
    const [second] = await helpdesk.save(visit);
    expect(second?.['id']).not.toBe(first?.['id']);
  });

  test('an update changes the fields it names and keeps all others', async () => {
    const helpdesk = helpdeskUnderTest();
    const before = helpdesk.server.state.appointments.get(5_002);
    await helpdesk.save({ id: 5_002, start_date: '2026-11-19T14:00:00', end_date: '2026-11-19T15:00:00' });
    expect(helpdesk.server.state.appointments.get(5_002)).toEqual({
      ...before,
      agent_name: 'Leah Novak',
      start_date: '2026-11-19T14:00:00',
      end_date: '2026-11-19T15:00:00',
      last_modified: '2026-11-18T08:00:00',
    });
  });

  test('null empties a field', async () => {
    const helpdesk = helpdeskUnderTest();
    await helpdesk.save({ id: 5_002, note: null, ticket_id: null });
    expect(helpdesk.server.state.appointments.get(5_002)).toMatchObject({ note: null, ticket_id: null });
  });

  test('an all-day appointment keeps its two dates without a shift', async () => {
    const helpdesk = helpdeskUnderTest();
    const days = { start_date: '2026-11-21T00:00:00', end_date: '2026-11-22T23:59:59', allday: true };
    const [saved] = await helpdesk.save({ ...visit, ...days });
    expect(saved).toMatchObject({ ...days, start_date_only: '2026-11-21T00:00:00', _warning: null });
  });

  test('what only the server knows is ignored in a body', async () => {
    const helpdesk = helpdeskUnderTest();
    const [saved] = await helpdesk.save({ ...visit, agent_name: 'Somebody', last_modified: '2001-01-01T00:00:00' });
    expect(saved).toMatchObject({ agent_name: 'Leah Novak', last_modified: '2026-11-18T08:00:00' });
  });

  test('orders act once and are not kept', async () => {
    const helpdesk = helpdeskUnderTest();
    const orders = { _force: true, inform_agents: true, inform_user: false, reassign_ticket: true };
    const [saved] = await helpdesk.save({ ...visit, ...orders, agent_id: agentIds.amir });
    for (const name of Object.keys(orders)) expect(saved).not.toHaveProperty(name);
    expect(helpdesk.server.state.notifications).toEqual([{ appointment_id: 5_016, to: 'agents' }]);
    expect(helpdesk.server.state.tickets.find(({ id }) => id === 1_001)?.agent_id).toBe(agentIds.amir);
  });

  test('_validateonly answers without saving', async () => {
    const helpdesk = helpdeskUnderTest();
    const before = helpdesk.server.state.appointments.size;
    const [checked] = await helpdesk.save({ ...visit, start_date: '2026-11-19T07:00:00', _validateonly: true });
    expect(checked?.['_warning']).toBe(outside);
    expect(helpdesk.server.state.appointments.size).toBe(before);
  });
});

describe('what a save must not look like', () => {
  test.each([
    ['an object instead of an array', visit],
    ['an empty array', []],
    ['an array of something else', ['visit']],
    ['an unknown field', [{ ...visit, title: 'Visit' }]],
    ['a field named like one of every object', [{ ...visit, toString: 'x' }]],
    ['a time with a zone mark', [{ ...visit, start_date: '2026-11-19T10:00:00Z' }]],
    ['a time with milliseconds', [{ ...visit, start_date: '2026-11-19T10:00:00.000' }]],
    ['a number as text', [{ ...visit, agent_id: '2' }]],
    ['attendees as an array', [{ ...visit, attendees: ['amir.haddad@acme.example'] }]],
    ['a good item beside a bad one', [visit, { ...visit, title: 'Visit' }]],
  ])('%s is refused and a violation', async (_, body) => {
    const { status, violations } = await refused(body);
    expect(status).toBe(400);
    expect(violations).toEqual([expect.stringMatching(/^POST \/api\/Appointment: /)]);
  });

  test('a body that is not marked as JSON is refused and a violation', async () => {
    const helpdesk = helpdeskUnderTest();
    const { status } = await helpdesk.form('/api/Appointment', {});
    expect(status).toBe(401);
    const token = helpdesk.server.issueTokens(agentIds.leah).accessToken;
    const request = new Request('https://acme.halopsa.com/api/Appointment', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
      body: JSON.stringify([visit]),
    });
    expect((await helpdesk.server.handle(request)).status).toBe(400);
    expect(helpdesk.violations).toEqual(['POST /api/Appointment: the body is not JSON but "text/plain"']);
  });

  test.each([
    ['an agent that there is not', { ...visit, agent_id: 77 }, 400],
    ['a ticket that there is not', { ...visit, ticket_id: 77 }, 400],
    ['an end before its start', { ...visit, end_date: '2026-11-19T09:00:00' }, 400],
    ['no times', { subject: 'Visit' }, 400],
    ['an id that there is not', { ...visit, id: 77 }, 404],
  ])('%s is refused', async (_, item, expected) => {
    const { status, violations } = await refused([item]);
    expect(status).toBe(expected);
    expect(violations).toEqual([]);
  });
});

describe('entryid', () => {
  test('is kept by most tenants and comes back in listings', async () => {
    const helpdesk = helpdeskUnderTest();
    const [saved] = await helpdesk.save({ ...visit, entryid: 'key-1' });
    expect(saved?.['entryid']).toBe('key-1');
    const listed = await helpdesk.list('ticket_id=1001');
    expect(listed.map(({ entryid }) => entryid)).toEqual(['key-1']);
  });

  test('is dropped by a tenant that does not keep it, in updates too', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { keepsEntryId: false } });
    const [saved] = await helpdesk.save({ ...visit, entryid: 'key-1' });
    expect(saved?.['entryid']).toBeNull();
    const [updated] = await helpdesk.save({ id: saved?.['id'], entryid: 'key-1' });
    expect(updated?.['entryid']).toBeNull();
  });
});

describe('the working-hours remark', () => {
  test.each([
    ['inside the hours', agentIds.leah, '2026-11-19T09:00:00', '2026-11-19T17:30:00', null],
    ['a minute too early', agentIds.leah, '2026-11-19T08:59:00', '2026-11-19T10:00:00', outside],
    ['a minute too late', agentIds.leah, '2026-11-19T17:00:00', '2026-11-19T17:31:00', outside],
    ['on a Saturday', agentIds.leah, '2026-11-21T10:00:00', '2026-11-21T11:00:00', outside],
    ['25 hours', agentIds.leah, '2026-11-19T10:00:00', '2026-11-20T11:00:00', outside],
    ['a summer morning an hour ahead of UTC', agentIds.leah, '2027-06-03T08:00:00', '2027-06-03T09:00:00', null],
    ['per-day hours: Friday morning in Berlin', agentIds.amir, '2026-11-20T07:00:00', '2026-11-20T11:00:00', null],
    ['per-day hours: Friday afternoon', agentIds.amir, '2026-11-20T11:00:00', '2026-11-20T11:30:00', outside],
    ['per-day hours: Wednesday starts at ten', agentIds.amir, '2026-11-25T08:00:00', '2026-11-25T09:30:00', outside],
    ['New York by its Windows name', agentIds.mia, '2026-11-19T13:30:00', '2026-11-19T22:00:00', null],
    ['on her leave', agentIds.mia, '2026-11-24T15:00:00', '2026-11-24T16:00:00', outside],
    ['on a public holiday', agentIds.leah, '2026-12-10T10:00:00', '2026-12-10T11:00:00', outside],
    ['the half hour of Kolkata', agentIds.priya, '2026-11-19T04:00:00', '2026-11-19T13:00:00', null],
    ['the night in Kolkata', agentIds.priya, '2026-11-19T03:59:00', '2026-11-19T05:00:00', outside],
    ['a zone that nobody knows', agentIds.noor, '2026-11-19T02:00:00', '2026-11-19T03:00:00', null],
    ['nobody’s hours', agentIds.sam, '2026-11-19T02:00:00', '2026-11-19T03:00:00', null],
  ])('%s', async (_, agent_id, start_date, end_date, expected) => {
    const [saved] = await helpdeskUnderTest().save({ ...visit, agent_id, start_date, end_date });
    expect(saved?.['_warning']).toBe(expected);
  });
});
