import { describe, expect, test } from 'vitest';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { helpdeskUnderTest, rows } from './helpdesk-under-test';

describe('listing', () => {
  const subjects = (found: readonly Record<string, unknown>[]): unknown[] => found.map(({ subject }) => subject);

  test('without a choice an agent sees their own appointments and tasks, but no holidays', async () => {
    const helpdesk = helpdeskUnderTest();
    const found = await helpdesk.list('');
    expect(found).toHaveLength(10);
    expect(found.every(({ agent_id }) => agent_id === agentIds.leah)).toBe(true);
  });

  test('agents are a comma list, showall is everybody', async () => {
    const helpdesk = helpdeskUnderTest();
    const two = await helpdesk.list('agents=3,4');
    expect(new Set(two.map(({ agent_id }) => agent_id))).toEqual(new Set([agentIds.amir, agentIds.mia]));
    expect(await helpdesk.list('showall=true')).toHaveLength(14);
    expect(await helpdesk.list('showall=true&agents=4')).toHaveLength(1);
  });

  test('a ticket’s appointments are those of all agents', async () => {
    expect(subjects(await helpdeskUnderTest().list('ticket_id=1018'))).toEqual(['VPN drops every hour']);
  });

  test('tasks and appointments can be asked for alone', async () => {
    const helpdesk = helpdeskUnderTest();
    expect(subjects(await helpdesk.list('tasksonly=true'))).toEqual(['Send the weekly report']);
    expect(subjects(await helpdesk.list('appointmentsonly=true'))).not.toContain('Send the weekly report');
    expect(await helpdesk.list('showappointments=false')).toEqual([]);
  });

  test('holidays come on demand, and neither with paging nor with an upper bound', async () => {
    const helpdesk = helpdeskUnderTest();
    const holidays = 'agents=4&showholidays=true&appointmentsonly=false&start_date=2026-11-18';
    expect(subjects(await helpdesk.list(holidays))).toContain('Annual leave');
    expect(subjects(await helpdesk.list(`${holidays}&pageinate=true`))).not.toContain('Annual leave');
    expect(subjects(await helpdesk.list(`${holidays}&end_date=2027-01-01`))).not.toContain('Annual leave');
    expect(subjects(await helpdesk.list('agents=4'))).not.toContain('Annual leave');
  });

  test('a row that reaches across a bound is left out', async () => {
    const helpdesk = helpdeskUnderTest();
    const [long] = await helpdesk.list('agents=3&search=25 hours');
    const [start, end] = [String(long?.['start_date']), String(long?.['end_date'])];
    expect(await helpdesk.list(`agents=3&search=25 hours&start_date=${start}&end_date=${end}`)).toHaveLength(1);
    const [after, before] = [start.replace(':00:00', ':00:01'), end.replace(/T.*/, 'T00:00:00')];
    expect(await helpdesk.list(`agents=3&search=25 hours&start_date=${after}`)).toEqual([]);
    expect(await helpdesk.list(`agents=3&search=25 hours&end_date=${before}`)).toEqual([]);
  });

  test('masters, series and completed rows can be left out', async () => {
    const helpdesk = helpdeskUnderTest();
    const named = async (query: string): Promise<number> =>
      (await helpdesk.list(`search=team meeting&${query}`)).length;
    expect([await named(''), await named('excluderecurringmaster=true'), await named('excluderecurring=true')]).toEqual(
      [2, 1, 0],
    );
    expect(await named('isrecurringmaster=true')).toBe(1);
    expect(subjects(await helpdesk.list('search=headset'))).toEqual(['Headset swap']);
    expect(await helpdesk.list('search=headset&hidecompleted=true')).toEqual([]);
  });

  test('rows hold no field beyond those of a list', async () => {
    const helpdesk = helpdeskUnderTest();
    const [row] = await helpdesk.list('ticket_id=1029');
    expect(row).toMatchObject({ subject: 'Replace UPS battery', last_modified: expect.any(String) });
    expect(row).not.toHaveProperty('note');
    helpdesk.server.settings.listHasLastModified = false;
    expect((await helpdesk.list('ticket_id=1029'))[0]).not.toHaveProperty('last_modified');
  });

  test('the notes of one appointment come with includedetails', async () => {
    const helpdesk = helpdeskUnderTest();
    expect((await helpdesk.get('/api/Appointment/5002')).body).not.toHaveProperty('note');
    expect((await helpdesk.get('/api/Appointment/5002?includedetails=true')).body).toMatchObject({
      note: 'Key at reception.',
      agents: [{ id: agentIds.leah, name: 'Leah Novak' }],
    });
  });

  test('order and paging: every row once, at most a hundred to a page', async () => {
    const helpdesk = helpdeskUnderTest();
    for (let index = 0; index < 240; index += 1)
      helpdesk.server.webUi.createAppointment({ subject: `S${index % 7}`, agent_id: agentIds.sam });
    const seen: Record<string, unknown>[] = [];
    for (const page of [1, 2, 3]) {
      const path = `/api/Appointment?agents=9&pageinate=true&page_size=500&page_no=${page}&order=subject&orderdesc=true`;
      const { body } = await helpdesk.get(path);
      expect(body).toMatchObject({ record_count: 240, page_no: page, page_size: 100 });
      seen.push(...rows(body, 'appointments'));
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(240);
    expect(subjects(seen)).toEqual(subjects(seen).toSorted().toReversed());
    expect(await helpdesk.list('agents=9&pageinate=true&page_no=9')).toEqual([]);
    expect(await helpdesk.list('agents=9&count=5')).toHaveLength(5);
  });

  test('newest change first', async () => {
    const helpdesk = helpdeskUnderTest();
    helpdesk.server.webUi.changeAppointment(5_004, { subject: 'Changed by a colleague' });
    const [first] = await helpdesk.list('order=last_modified&orderdesc=true');
    expect(first).toMatchObject({ id: 5_004, last_modified: '2026-11-18T08:00:00' });
    expect((await helpdesk.get('/api/Appointment?order=nothing')).status).toBe(400);
  });
});

describe('deleting', () => {
  test('takes the row out of listings; includedeleted still shows it', async () => {
    const helpdesk = helpdeskUnderTest();
    expect((await helpdesk.ask('DELETE', '/api/Appointment/5002?ignoreexchangedelete=true')).status).toBe(200);
    expect((await helpdesk.get('/api/Appointment/5002')).status).toBe(404);
    expect(await helpdesk.list('ticket_id=1029')).toEqual([]);
    expect(await helpdesk.list('ticket_id=1029&includedeleted=true')).toHaveLength(1);
    expect((await helpdesk.ask('DELETE', '/api/Appointment/5002')).status).toBe(404);
    expect((await helpdesk.ask('POST', '/api/Appointment', { body: [{ id: 5_002, subject: 'x' }] })).status).toBe(404);
  });

  test('an id is never given twice', async () => {
    const anHour = { start_date: '2026-11-19T10:00:00', end_date: '2026-11-19T11:00:00' };
    const helpdesk = helpdeskUnderTest();
    const [first] = await helpdesk.save(anHour);
    helpdesk.server.webUi.deleteAppointment(Number(first?.['id']));
    const [second] = await helpdesk.save(anHour);
    expect(second?.['id']).toBe(Number(first?.['id']) + 1);
  });
});
