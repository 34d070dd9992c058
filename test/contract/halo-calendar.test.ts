import { afterEach, describe, expect, test } from 'vitest';
import type { Interval } from '../../lib/domain/span';
import { createHaloCalendar } from '../../lib/helpdesk/halo/halo-calendar';
import { RejectedError, UnreachableError } from '../../lib/http/errors';
import type { Creation } from '../../lib/sync/ports';
import { agentIds } from '../fixtures/helpdesk-seed-people';
import { connectToHalo, type HaloConnection, testNowMs } from '../unit/helpdesk/halo/halo-connection';
import type { CalendarUnderTest } from './calendar-test';
import { describeCalendar } from './describe-calendar';

const { leah } = agentIds;
const ticket = { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' };
const anything = /\/api\//i;
const minuteMs = 60_000;

const refusals = {
  rateLimit: { status: 429, body: 'Rate Limit Reached - 300 Requests per rolling 5 minute window' },
  webPage: { status: 200, body: '<!doctype html><title>Sign in</title>' },
  serverFault: { status: 502, body: '<html>Bad gateway</html>' },
};

function open(options: Parameters<typeof connectToHalo>[0] = {}) {
  const connection = connectToHalo(options);
  connection.server.state.appointments.clear();
  return { ...connection, port: createHaloCalendar({ ...connection.deps, agentId: leah, zone: 'Europe/London' }) };
}

type HaloSettings = NonNullable<NonNullable<Parameters<typeof connectToHalo>[0]>['settings']>;

/** Time passes with every request. `order`: what becomes of an order that is asked for. */
function setup(settings: HaloSettings = {}, order: 'honoured' | 'ignored' = 'honoured'): CalendarUnderTest {
  const { server, faults, deps, clock, renewals, violations } = open({ settings: { rateLimit: 10_000, ...settings } });
  const fetch: typeof deps.fetch = (address, init) => {
    clock.nowMs += 1_000;
    const url = new URL(address);
    if (order === 'ignored') for (const name of ['order', 'orderdesc']) url.searchParams.delete(name);
    return deps.fetch(url.href, init);
  };
  const port = createHaloCalendar({ ...deps, fetch, agentId: leah, zone: 'Europe/London' });
  const times = { start_date: '2027-02-01T09:00:00', end_date: '2027-02-01T10:00:00' };
  return {
    port,
    ownerAgentId: leah,
    ticket,
    unknownId: '999999',
    hasIdempotentCreate: false,
    mailsAttendees: false,
    nowMs: () => clock.nowMs,
    count: (subject) => [...server.state.appointments.values()].filter((row) => row.subject === subject).length,
    edit(id, subject) {
      clock.nowMs += minuteMs;
      server.webUi.changeAppointment(Number(id), { subject });
    },
    addUnreadable({ startMs }: Interval) {
      const at = (ms: number) => new Date(ms).toISOString().slice(0, 19);
      const [start_date, end_date] = [at(startMs + 120 * minuteMs), at(startMs + 60 * minuteMs)];
      return String(server.webUi.createAppointment({ agent_id: leah, start_date, end_date }).id);
    },
    mailCount: () => server.state.notifications.length,
    tellsDeletions: false,
    createAsPerson(subject) {
      clock.nowMs += minuteMs;
      return String(server.webUi.createAppointment({ agent_id: leah, ...times, subject }).id);
    },
    deleteAsPerson: (id) => server.webUi.deleteAppointment(Number(id)),
    series: null,
    expireCursors: null,
    expireNextPage: null,
    loseWriteAnswer: () => void faults.add({ method: 'POST', url: anything, times: 1, fault: { kind: 'lostAfter' } }),
    refusedCreation: (creation) => ({ ...creation, ownerAgentId: 4_711 }),
    loseNext(what) {
      const kind = what === 'answer' ? 'lostAfter' : 'lostBefore';
      faults.add({ url: anything, times: 1, fault: { kind } });
    },
    refuseNext: (how) => void faults.add({ url: anything, times: 1, fault: { kind: 'answer', ...refusals[how] } }),
    expireToken: () => server.expireAccessTokens(),
    renewals: () => renewals.length,
    violations,
  };
}

describeCalendar('the helpdesk', () => setup());
describeCalendar('a helpdesk whose lists do not say what was changed when', () =>
  setup({ listHasLastModified: false }),
);
describeCalendar('a helpdesk whose lists come in an order of their own', () => setup({}, 'ignored'));
describeCalendar('a helpdesk whose lists neither say what was changed when nor can be put in order', () =>
  setup({ listHasLastModified: false }, 'ignored'),
);

describe('a helpdesk that does not keep our key', () => {
  const connections: HaloConnection[] = [];
  afterEach(() => {
    for (const { violations } of connections.splice(0)) expect(violations).toEqual([]);
  });

  function openForgetful(settings = {}) {
    const side = open({ settings: { keepsEntryId: false, ...settings } });
    connections.push(side);
    return side;
  }

  const creation: Creation = {
    creationKey: 'a1b2c3d4',
    content: {
      subject: 'Replace UPS battery',
      notes: 'Key at reception.',
      location: '',
      span: { kind: 'timed', start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z', zone: 'Europe/London' },
      attendees: [],
      isPrivate: false,
      showAs: 'busy',
    },
    ownerAgentId: leah,
    ticket,
    mail: 'nobody',
    twinId: null,
    attemptedAtMs: testNowMs,
  };
  const alike = {
    agent_id: leah,
    ticket_id: ticket.id,
    subject: 'Replace UPS battery',
    start_date: '2026-11-24T09:00:00',
    end_date: '2026-11-24T10:00:00',
  };

  test('what was created is still known as ours', async () => {
    expect(await openForgetful().port.create(creation)).toMatchObject({ creationKey: 'a1b2c3d4' });
  });

  test.each([true, false])(
    'a lost answer is found by what it says (with the time of change in lists: %s)',
    async (listHasLastModified) => {
      const { port, faults, server } = openForgetful({ listHasLastModified });
      faults.add({ method: 'POST', url: anything, times: 1, fault: { kind: 'lostAfter' } });
      await expect(port.create(creation)).rejects.toThrow(UnreachableError);
      const found = await port.findCreated(creation);
      expect(found).toMatchObject({ creationKey: 'a1b2c3d4', content: { notes: 'Key at reception.' } });
      expect(server.state.appointments.size).toBe(1);
    },
  );

  test('an older look-alike is somebody else’s', async () => {
    const { port, server } = openForgetful();
    server.webUi.createAppointment({ ...alike, last_modified: '2026-11-23T07:00:00' });
    expect(await port.findCreated(creation)).toBeNull();
  });

  test.each([
    ['another agent', { agent_id: agentIds.amir }],
    ['another ticket', { ticket_id: 1_002 }],
    ['another subject', { subject: 'Replace battery' }],
    ['another time', { end_date: '2026-11-24T10:30:00' }],
    ['the key of another appointment', { entryid: 'docket:another' }],
    ['a to-do', { is_task: true }],
  ])('a look-alike with %s is not adopted', async (_what, difference) => {
    const { port, server } = openForgetful();
    server.webUi.createAppointment({ ...alike, ...difference });
    expect(await port.findCreated(creation)).toBeNull();
  });

  test('between two look-alikes nobody chooses', async () => {
    const { port, server } = openForgetful();
    const ids = [server.webUi.createAppointment(alike).id, server.webUi.createAppointment(alike).id];
    const error = await port.findCreated(creation).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({ message: expect.stringContaining(ids.join(', ')) });
  });
});

describe('what the helpdesk says to a save', () => {
  const span = { kind: 'timed', zone: 'Europe/London' } as const;
  const creation = (start: string, end: string): Creation => ({
    creationKey: 'a1b2c3d4',
    content: {
      subject: 'Evening work',
      notes: '',
      location: '',
      span: { ...span, start, end },
      attendees: [],
      isPrivate: false,
      showAs: 'busy',
    },
    ownerAgentId: leah,
    ticket,
    mail: 'everybody',
    twinId: null,
    attemptedAtMs: testNowMs,
  });

  test('a warning about the hours is passed on, and the appointment stands', async () => {
    const { port, server } = open();
    const made = await port.create(creation('2026-11-24T20:00:00Z', '2026-11-24T21:00:00Z'));
    expect(made.remark).toBe(
      'Please note that part or all of this Appointment falls outside the Agents working hours.',
    );
    expect(server.state.appointments.size).toBe(1);
  });

  test('within the hours there is none', async () => {
    expect(await open().port.create(creation('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z'))).toMatchObject({
      remark: null,
    });
  });

  test('a save is one request', async () => {
    const { port, server } = open();
    await port.create(creation('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z'));
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/Appointment']);
  });

  test.each([
    ['an object', '{"id":5999}'],
    ['an array', '[{"id":5999}]'],
  ])('an answer with nothing but an id, as %s, is completed by a read', async (_form, body) => {
    const { port, server, faults } = open();
    const row = { id: 5_999, agent_id: leah, start_date: '2026-11-24T10:00:00', end_date: '2026-11-24T11:00:00' };
    server.webUi.createAppointment(row);
    faults.add({ method: 'POST', url: anything, times: 1, fault: { kind: 'answer', status: 200, body } });
    const made = await port.create(creation('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z'));
    expect(made).toMatchObject({ id: '5999', creationKey: 'a1b2c3d4' });
  });

  test('a warning without an id is a refusal in the helpdesk’s words', async () => {
    const { port, faults } = open();
    const body = '[{"id":0,"_warning":"The agent is on leave."}]';
    faults.add({ method: 'POST', url: anything, times: 1, fault: { kind: 'answer', status: 200, body } });
    const creating = port.create(creation('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z'));
    await expect(creating).rejects.toMatchObject({ name: 'RejectedError', message: 'The agent is on leave.' });
  });

  test('a refusal comes in the helpdesk’s words', async () => {
    const { port } = open();
    const asked = { ...creation('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z'), ownerAgentId: 4_711 };
    await expect(port.create(asked)).rejects.toMatchObject({
      name: 'RejectedError',
      status: 400,
      message: 'There is no agent 4711.',
    });
  });
});
