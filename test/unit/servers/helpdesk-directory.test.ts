import { describe, expect, test } from 'vitest';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { field, type HelpdeskUnderTest, helpdeskUnderTest, rows } from './helpdesk-under-test';

async function names(helpdesk: HelpdeskUnderTest, query = ''): Promise<unknown[]> {
  return rows((await helpdesk.get(`/api/Agent${query}`)).body).map(({ name }) => name);
}

describe('agents', () => {
  test('by default the enabled people come', async () => {
    const found = await names(helpdeskUnderTest());
    expect(found).toHaveLength(8);
    for (const name of ['Jonas Weber', 'Unassigned', 'Integration Account']) expect(found).not.toContain(name);
  });

  test('the others come on demand', async () => {
    const helpdesk = helpdeskUnderTest();
    expect(await names(helpdesk, '?includedisabled=true')).toContain('Jonas Weber');
    expect(await names(helpdesk, '?includedisabled=true&includeenabled=false')).toEqual(['Jonas Weber']);
    expect(await names(helpdesk, '?includeunassigned=true')).toContain('Unassigned');
    expect(await names(helpdesk, '?includeapiagents=true')).toContain('Integration Account');
    expect(await names(helpdesk, '?withemail=true')).not.toContain('Ida Lindqvist');
    expect(await names(helpdesk, '?search=haddad')).toEqual(['Amir Haddad']);
  });

  test('a row names e-mail, Google account and workday with its zone as the helpdesk spells it', async () => {
    const { body } = await helpdeskUnderTest().get('/api/Agent?includedisabled=true');
    const byId = new Map(rows(body).map((row) => [row['id'], row]));
    expect(byId.get(agentIds.leah)).toMatchObject({
      email: 'leah.novak@acme.example',
      googleemail: null,
      workday_id: 1,
      workday_timezone: 'GMT Standard Time',
    });
    expect(byId.get(agentIds.tomas)).toMatchObject({
      email: 'tomas.ortiz@acme.example',
      googleemail: 'tomas.ortiz@gmail.example',
    });
    expect(byId.get(agentIds.priya)).toMatchObject({
      email: 'Priya.Rao@acme.example',
      googleemail: 'priya.rao@acme.example',
    });
    expect(byId.get(agentIds.noor)).toMatchObject({ workday_timezone: 'Custom Zone 7' });
    expect(byId.get(agentIds.sam)).toMatchObject({ workday_id: null, workday_timezone: null });
    expect(byId.get(agentIds.ida)).toMatchObject({ email: null });
    expect(byId.get(agentIds.jonas)).toMatchObject({ isdisabled: true });
  });

  test('a tenant may put its lists under a name', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { namedLists: true } });
    expect(rows((await helpdesk.get('/api/Agent')).body, 'agents')).toHaveLength(8);
    expect(rows((await helpdesk.get('/api/Workday')).body, 'workdays')).toHaveLength(7);
  });
});

describe('tickets', () => {
  test('additional agents come with includedetails only, without e-mail', async () => {
    const helpdesk = helpdeskUnderTest();
    expect(field((await helpdesk.get('/api/Tickets/1001')).body, 'additional_agents')).toBeNull();
    const { body } = await helpdesk.get('/api/Tickets/1001?includedetails=true');
    expect(body).toMatchObject({
      agent_id: agentIds.leah,
      additional_agents: [{ faultid: 1_001, id: agentIds.amir, name: 'Amir Haddad' }],
      web_url: 'https://acme.halopsa.com/ticket?id=1001',
    });
  });

  test('a list is paged, searched and filtered', async () => {
    const helpdesk = helpdeskUnderTest();
    const { body } = await helpdesk.get('/api/Tickets?pageinate=true&page_no=2&page_size=20');
    expect(body).toMatchObject({ record_count: 30, page_no: 2, page_size: 20 });
    expect(rows(body, 'tickets')).toHaveLength(10);
    const ids = async (query: string): Promise<unknown[]> =>
      rows((await helpdesk.get(`/api/Tickets?${query}`)).body, 'tickets').map(({ id }) => id);
    expect(await ids('search=vpn')).toEqual([1_018]);
    expect(await ids('ticketids=1003,1001')).toEqual([1_001, 1_003]);
    expect(await ids('agent_id=5')).toEqual([1_020]);
    expect(await ids('closed_only=true')).toEqual([1_027]);
    expect(await ids('mine=true&open_only=true')).not.toContain(1_027);
    expect(await ids('lastupdatefromdate=2026-11-18')).toEqual([]);
  });
});

describe('workdays and holidays', () => {
  test('a workday with one plan for all days names no hours per day', async () => {
    const { body } = await helpdeskUnderTest().get('/api/Workday/1');
    expect(body).toMatchObject({
      alldayssame: true,
      timezone: 'GMT Standard Time',
      ...{ start: '2000-01-01T09:00:00', end: '2000-01-01T17:30:00', startmonday: null },
      ...{ incfriday: true, incsaturday: false, holidays: null },
      breaks: [{ name: 'Lunch', start: '2000-01-01T12:30:00', end: '2000-01-01T13:00:00', incmonday: true }],
    });
  });

  test('a workday with hours per day ends early on Friday', async () => {
    const { body } = await helpdeskUnderTest().get('/api/Workday/2');
    expect(body).toMatchObject({ alldayssame: false, timezone: 'Europe/Berlin', endfriday: '2000-01-01T12:00:00' });
  });

  test('public holidays come with their workdays on demand', async () => {
    const helpdesk = helpdeskUnderTest();
    const [plain] = rows((await helpdesk.get('/api/Workday')).body);
    expect(plain?.['holidays']).toBeNull();
    const [london] = rows((await helpdesk.get('/api/Workday?showholidays=true')).body);
    expect(london?.['holidays']).toEqual([
      expect.objectContaining({ name: 'Public holiday', workday_id: 1, date: '2026-12-10T00:00:00' }),
    ]);
  });

  test('leave is found by agent, and by bounds that it lies within', async () => {
    const helpdesk = helpdeskUnderTest();
    const found = async (query: string): Promise<unknown[]> =>
      rows((await helpdesk.get(`/api/Holiday?${query}`)).body).map(({ name }) => name);
    expect(await found('agent_id=4')).toEqual(['Annual leave']);
    expect(await found('workdayid=2')).toEqual(['Public holiday']);
    expect(await found('start_date=2026-11-24&end_date=2026-11-26')).toEqual(['Annual leave']);
    expect(await found('start_date=2026-11-25&end_date=2026-11-26')).toEqual([]);
    expect(await found('start_date=2026-11-25&end_date=2026-11-26&inclusive_start=true')).toEqual(['Annual leave']);
    expect(await found('start_date=2026-11-23&end_date=2026-11-25')).toEqual([]);
    expect(await found('start_date=2026-11-23&end_date=2026-11-25&inclusive_end=true')).toEqual(['Annual leave']);
  });
});
