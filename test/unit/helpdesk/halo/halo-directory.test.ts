import { afterEach, describe, expect, test } from 'vitest';
import { createHaloDirectory } from '../../../../lib/helpdesk/halo/halo-directory';
import { AuthError, RateLimitError, UnreachableError, UnreadableError } from '../../../../lib/http/errors';
import { agentIds } from '../../../fixtures/helpdesk-seed-people';
import { connectToHalo, type HaloConnection, testNowMs } from './halo-connection';

const { leah, amir, mia, priya, jonas, integration, unassigned } = agentIds;
const dayMs = 86_400_000;
const comingWeek = { startMs: testNowMs, endMs: testNowMs + 7 * dayMs };

const connections: HaloConnection[] = [];
afterEach(() => {
  for (const { violations } of connections.splice(0)) expect(violations).toEqual([]);
});

function directory(options: Parameters<typeof connectToHalo>[0] = {}) {
  const connection = connectToHalo(options);
  connections.push(connection);
  const port = createHaloDirectory({ ...connection.deps, agentId: leah, zone: 'Europe/London' });
  return { ...connection, port };
}

describe('people', () => {
  test('the signed-in agent', async () => {
    expect(await directory().port.me()).toMatchObject({
      id: leah,
      name: 'Leah Novak',
      email: 'leah.novak@acme.example',
    });
  });

  test.each([false, true])('every person, disabled ones too, whatever the list is called (%s)', async (namedLists) => {
    const { agents, skipped } = await directory({ settings: { namedLists } }).port.agents();
    const ids = agents.map(({ id }) => id);
    expect(skipped).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining([leah, amir, jonas]));
    expect(ids).not.toContain(unassigned);
    expect(ids).not.toContain(integration);
    expect(agents.find(({ id }) => id === jonas)?.isDisabled).toBe(true);
    expect(agents.find(({ id }) => id === priya)).toMatchObject({
      email: 'Priya.Rao@acme.example',
      googleEmail: 'priya.rao@acme.example',
    });
  });

  test('one row that cannot be read does not take the directory with it', async () => {
    const { port, faults } = directory();
    faults.add({
      url: /Agent/,
      times: 1,
      fault: { kind: 'answer', status: 200, body: '[{"id":2,"name":"Leah"},{"id":"x","name":5},{"name":"?"}]' },
    });
    const { agents, skipped } = await port.agents();
    expect(agents.map(({ id }) => id)).toEqual([2]);
    expect(skipped).toMatchObject([
      { what: 'agent', id: 'x' },
      { what: 'agent', id: '?' },
    ]);
  });
});

describe('series masters', () => {
  const longWord = 'word '.repeat(100);
  const readAll = { most: 20, mayReadOn: async () => true };

  /** So many series, a hundred to a page, the first by subject on the last page. */
  function withSeries(count: number) {
    const scene = directory();
    for (let left = count - 1; left > 0; left -= 1) {
      scene.server.webUi.createAppointment({
        ...{ agent_id: leah, subject: `Series ${String(left).padStart(4, '0')}`, _recurringmaster: true },
        ...{ start_date: '2026-11-30T09:00:00', end_date: '2026-11-30T10:00:00' },
      });
    }
    const before = scene.server.requests.length;
    return { ...scene, pagesRead: () => scene.server.requests.length - before };
  }

  test('of the agent alone, by subject, with the rule in the helpdesk’s own words', async () => {
    const { port, server } = directory();
    const add = (subject: string, more: object) =>
      server.webUi.createAppointment({
        ...{ agent_id: leah, subject, _recurringmaster: true },
        ...{ start_date: '2026-11-30T09:00:00', end_date: '2026-11-30T10:00:00', ...more },
      });
    add('Backup check', { recurring_desc: longWord, ticket_id: 1_017 });
    add('Of a colleague', { agent_id: amir });
    add('No master', { _recurringmaster: false });
    const before = server.requests.length;
    const { masters, isCut } = await port.recurringMasters(leah, readAll);
    expect(server.requests.length - before).toBe(1);
    expect(isCut).toBe(false);
    expect(masters).toMatchObject([
      { subject: 'Backup check', startMs: Date.parse('2026-11-30T09:00:00Z') },
      { id: '5008', subject: 'Team meeting', rule: 'Every week', url: 'https://acme.halopsa.com/calendar' },
    ]);
    expect(masters[0]?.url).toBe('https://acme.halopsa.com/ticket?id=1017');
    expect(masters[0]?.rule).toHaveLength(150);
    expect(await port.recurringMasters(leah, { ...readAll, most: 1 })).toMatchObject({
      masters: [{ subject: 'Backup check' }],
      isCut: true,
    });
  });

  test('are read page by page: what stands first by its subject may come last', async () => {
    const { port, pagesRead } = withSeries(250);
    const { masters, isCut } = await port.recurringMasters(leah, { ...readAll, most: 300 });
    expect(masters.slice(0, 2).map(({ subject }) => subject)).toEqual(['Series 0001', 'Series 0002']);
    expect(masters).toHaveLength(250);
    expect(isCut).toBe(false);
    expect(pagesRead()).toBe(3);
  });

  test('are read no further than ten pages, and not on when the quota is used up; both is said', async () => {
    const { port, pagesRead } = withSeries(1_101);
    const far = await port.recurringMasters(leah, { ...readAll, most: 2_000 });
    expect([far.masters.length, far.isCut, pagesRead()]).toEqual([1_000, true, 10]);
    const near = await port.recurringMasters(leah, { most: 2_000, mayReadOn: async () => false });
    expect([near.masters.length, near.isCut, pagesRead()]).toEqual([100, true, 11]);
  });

  test('are told by the rows themselves, where the helpdesk lists others too', async () => {
    const { port, faults } = directory();
    const row = { agent_id: leah, start_date: 'soon', end_date: 'later' };
    const rows = [
      { ...row, id: 1, subject: 'One of a series', _recurringmaster: false },
      { ...row, id: 2, subject: 'Series', _recurringmaster: true, recurring_desc: 7 },
      { ...row, id: 'x', subject: 'Unreadable', _recurringmaster: true },
    ];
    faults.add({ url: /Appointment/, times: 1, fault: { kind: 'answer', status: 200, body: JSON.stringify(rows) } });
    expect(await port.recurringMasters(leah, readAll)).toMatchObject({
      masters: [{ id: '2', startMs: null, rule: '' }],
    });
  });
});

describe('hours', () => {
  test('of every workday with its public holidays, in the zone it names or in the tenant’s', async () => {
    const { workingHours, holidays, skipped } = await directory().port.workingHours('GMT Standard Time');
    const byName = new Map(workingHours.map((hours) => [hours.name, hours]));
    expect(skipped).toEqual([]);
    expect(byName.get('London office')).toMatchObject({
      zone: { kind: 'known', zone: 'Europe/London' },
      days: [...Array(5).fill({ start: 540, end: 1050, breaks: [{ start: 750, end: 780 }] }), null, null],
    });
    expect(byName.get('Berlin office')?.days[4]).toMatchObject({ start: 480, end: 720 });
    expect(byName.get('Night desk')?.zone).toEqual({ kind: 'unknown', name: 'Custom Zone 7' });
    expect(byName.get('Default')?.zone).toEqual({ kind: 'known', zone: 'Europe/London' });
    expect(holidays.map(({ of }) => of)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((workdayId) => ({ kind: 'workday', workdayId })),
    );
  });

  test('a workday whose hours make no sense is named and left out', async () => {
    const { port, server } = directory();
    const [first] = server.state.workdays;
    if (first === undefined) throw new Error('the seed has no workday');
    [first.start, first.end] = [first.end, first.start];
    const { workingHours, skipped } = await port.workingHours('Europe/London');
    expect(skipped).toEqual([{ what: 'workday', id: String(first.id), reason: 'its hours on monday cannot be read' }]);
    expect(workingHours.map(({ workdayId }) => workdayId)).not.toContain(first.id);
  });

  test('leave in the window, of agents only', async () => {
    const { holidays } = await directory().port.leave(comingWeek);
    expect(holidays).toMatchObject([{ name: 'Annual leave', of: { kind: 'agent', agentId: mia } }]);
  });

  test('leave that began weeks ago and goes on', async () => {
    const { port, server } = directory();
    const [leave] = server.state.holidays.filter(({ agent_id }) => agent_id === mia);
    if (leave === undefined) throw new Error('the seed has no leave');
    leave.date = '2026-11-02T00:00:00';
    leave.end_date = '2026-12-18T23:59:59';
    const { holidays } = await port.leave({ startMs: testNowMs, endMs: testNowMs + dayMs });
    expect(holidays).toMatchObject([{ firstDay: '2026-11-02', lastDay: '2026-12-18' }]);
    // A tenant may list leave by its first day alone, whatever else the request says.
    expect(server.requests.at(-1)?.query['start_date']?.slice(0, 10)).toBe('2026-09-24');
  });

  test('the tenant’s settings, where the agent may read them', async () => {
    expect(await directory().port.tenantSettings()).toEqual({
      zoneName: 'GMT Standard Time',
      integrations: [],
      keepsUtc: true,
    });
    expect(await directory({ settings: { controlForbidden: true } }).port.tenantSettings()).toBeNull();
  });

  test('the helpdesk’s own calendar integrations that are on, with their last run and last error', async () => {
    const { port, server } = directory();
    Object.assign(server.state.control, {
      halointegrator_googlecalendars: true,
      halointegrator_googlecalendars_lastsync: '2026-11-23T07:55:00',
      halointegrator_googlecalendars_lasterror: ' Token expired ',
    });
    const google = { of: 'google', lastRunMs: Date.parse('2026-11-23T07:55:00Z'), lastError: 'Token expired' };
    expect(await port.tenantSettings()).toMatchObject({ integrations: [google] });
    server.state.control.halointegrator_exchange = true;
    server.state.control.halointegrator_exchange_lastsync = '0001-01-01T00:00:00';
    const exchange = { of: 'exchange', lastRunMs: null, lastError: '' };
    expect(await port.tenantSettings()).toMatchObject({ integrations: [google, exchange] });
  });

  test.each([
    ['a number', 3, { apiMethod: 3 }],
    ['something else, which costs nothing but itself', ['Halo integrator'], {}],
    ['nothing', null, {}],
  ])('the API method of the helpdesk’s own Google integration is %s', async (_name, method, said) => {
    const { port, server } = directory();
    Object.assign(server.state.control, { halointegrator_googlecalendars: true, google_cal_method: method });
    const settings = await port.tenantSettings();
    expect(settings?.integrations).toEqual([{ of: 'google', lastRunMs: null, lastError: '', ...said }]);
    Reflect.deleteProperty(server.state.control, 'google_cal_method');
    expect((await port.tenantSettings())?.integrations).toEqual([{ of: 'google', lastRunMs: null, lastError: '' }]);
  });

  test('a tenant that does not say whether it keeps UTC, and one that says no', async () => {
    const { port, server } = directory();
    server.state.control.useutcforappointments = false;
    expect(await port.tenantSettings()).toMatchObject({ keepsUtc: false });
    Reflect.deleteProperty(server.state.control, 'useutcforappointments');
    expect(await port.tenantSettings()).toMatchObject({ keepsUtc: null });
  });
});

describe('tickets', () => {
  test('with the agents who are on it', async () => {
    const ticket = await directory().port.ticket(1001);
    expect(ticket).toMatchObject({ id: 1001, assignedAgentId: leah, additionalAgentIds: [amir] });
    expect(ticket?.url).toBe('https://acme.halopsa.com/ticket?id=1001');
  });

  test('every ticket of the helpdesk can be read, hostile ones too', async () => {
    const { port, server } = directory();
    for (const { id, summary } of server.state.tickets) {
      expect(await port.ticket(id)).toMatchObject({ id, summary: summary ?? '' });
    }
  });

  test('one that does not exist is none', async () => {
    expect(await directory().port.ticket(999_999)).toBeNull();
  });

  test('a web page in its place is not "does not exist"', async () => {
    const { port, faults } = directory();
    faults.add({ url: /Tickets/, times: 1, fault: { kind: 'answer', status: 404, body: '<html>Sorry</html>' } });
    await expect(port.ticket(1001)).rejects.toThrow(UnreadableError);
  });
});

describe('busy times', () => {
  const subjects = (blocks: readonly { readonly label: string }[] | undefined) => blocks?.map(({ label }) => label);

  test('of each agent who was asked for, in one request', async () => {
    const { port, server } = directory();
    const busy = await port.busy([leah, amir, mia], comingWeek);
    expect([...busy.keys()]).toEqual([leah, amir, mia]);
    expect(subjects(busy.get(amir))).toEqual(
      expect.arrayContaining(['VPN drops every hour', 'Data centre move, 25 hours']),
    );
    expect(server.requests).toHaveLength(1);
  });

  test('not of to-dos, series masters, holidays, completed appointments, nor of rows that make no sense', async () => {
    const { port, server } = directory();
    const done = [...server.state.appointments.values()].find(({ subject }) => subject === 'Headset swap');
    if (done?.start_date == null) throw new Error('the seed has no completed appointment');
    const busy = await port.busy([leah, mia], {
      startMs: Date.parse(`${done.start_date}Z`) - dayMs,
      endMs: comingWeek.endMs,
    });
    const labels = [...(subjects(busy.get(leah)) ?? []), ...(subjects(busy.get(mia)) ?? [])];
    expect(labels).toContain('Overlaps lunch');
    for (const subject of ['Send the weekly report', 'Headset swap', 'Annual leave', 'Ends before it starts']) {
      expect(labels).not.toContain(subject);
    }
  });

  test('a colleague’s private appointment is busy and says no more; one’s own is named', async () => {
    const { port, server } = directory();
    const at = { start_date: '2026-11-23T10:00:00', end_date: '2026-11-23T11:00:00', is_private: true };
    server.webUi.createAppointment({ ...at, agent_id: leah, subject: 'Dentist' });
    const busy = await port.busy([priya, leah], comingWeek);
    expect(subjects(busy.get(priya))).toEqual(['']);
    expect(subjects(busy.get(leah))).toContain('Dentist');
  });

  test('an all-day appointment covers the day of the agent’s zone', async () => {
    const { port, server } = directory();
    server.webUi.createAppointment({
      agent_id: mia,
      subject: 'Office move',
      allday: true,
      start_date: '2026-07-06T00:00:00',
      end_date: '2026-07-06T23:59:59',
    });
    const day = { startMs: Date.parse('2026-07-06T08:00:00Z'), endMs: Date.parse('2026-07-06T20:00:00Z') };
    expect((await port.busy([mia], day)).get(mia)).toEqual([
      { startMs: Date.parse('2026-07-05T23:00:00Z'), endMs: Date.parse('2026-07-06T23:00:00Z'), label: 'Office move' },
    ]);
  });

  test('a week on site that began on Monday still counts on Friday', async () => {
    const { port, server } = directory();
    const week = { start_date: '2026-07-06T08:00:00', end_date: '2026-07-10T17:00:00' };
    server.webUi.createAppointment({ agent_id: mia, subject: 'On site', ...week });
    const friday = { startMs: Date.parse('2026-07-10T07:00:00Z'), endMs: Date.parse('2026-07-10T20:00:00Z') };
    expect(subjects((await port.busy([mia], friday)).get(mia))).toEqual(['On site']);
  });

  test('nobody is asked about nobody', async () => {
    const { port, server } = directory();
    expect((await port.busy([], comingWeek)).size).toBe(0);
    expect(server.requests).toHaveLength(0);
  });
});

describe('refusals', () => {
  test('300 requests in five minutes are the limit', async () => {
    const { port } = directory({ settings: { rateLimit: 1 } });
    await port.me();
    await expect(port.me()).rejects.toMatchObject({ name: RateLimitError.name, retryAtMs: testNowMs + 60_000 });
  });

  test('an expired token is renewed unseen', async () => {
    const { port, server, renewals } = directory();
    server.expireAccessTokens();
    expect(await port.me()).toMatchObject({ id: leah });
    expect(renewals).toHaveLength(1);
  });

  test('a token that is refused again means: sign in', async () => {
    const { deps, server } = directory();
    server.revokeTokens();
    const authorized = { token: async () => 'old', renew: async () => 'also old' };
    const port = createHaloDirectory({ ...deps, authorized, agentId: leah, zone: 'Europe/London' });
    await expect(port.me()).rejects.toThrow(AuthError);
  });

  test('a server fault is not the tenant’s answer', async () => {
    const { port, faults } = directory();
    faults.add({ url: /Control/, times: 1, fault: { kind: 'answer', status: 502, body: '<html>Bad gateway</html>' } });
    await expect(port.tenantSettings()).rejects.toThrow(UnreachableError);
  });
});
