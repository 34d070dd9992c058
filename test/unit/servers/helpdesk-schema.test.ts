import { describe, expect, test } from 'vitest';
import { appointmentFieldNames, appointmentFields } from '../../servers/helpdesk/appointment-fields';
import { checkAgainstHalo, haloSchema } from '../../servers/helpdesk/halo-schema';
import { apiRoutes } from '../../servers/helpdesk/helpdesk-api';
import { field, helpdeskUnderTest, rows } from './helpdesk-under-test';

const name = haloSchema === null ? 'skipped: ../shared/data is absent' : 'against the vendor’s own description';

describe.skipIf(haloSchema === null)(name, () => {
  const faults = (schema: string, values: readonly unknown[]): readonly string[] =>
    values.flatMap((value) => checkAgainstHalo(schema, value));

  test('every field of an appointment that this server speaks is one of Halo’s, of the same type and place', () => {
    const { properties = {} } = haloSchema?.schemas['Appointment'] ?? {};
    const listed = haloSchema?.schemas['Appointment_List']?.properties ?? {};
    for (const [field, rule] of Object.entries(appointmentFields)) {
      const { type, format = '' } = properties[field] ?? {};
      const expected = { integer: 'int32', 'date-time': 'date-time', uuid: 'uuid', boolean: '', string: '' }[rule.type];
      expect([field, format]).toEqual([field, expected]);
      expect([field, type]).toEqual([field, ['date-time', 'uuid'].includes(rule.type) ? 'string' : rule.type]);
      expect([field, rule.in]).toEqual([field, Object.hasOwn(listed, field) ? 'list' : 'details']);
    }
  });

  test('every parameter that this server knows is one of Halo’s', () => {
    const strangers = apiRoutes.flatMap(({ method, path, query }) => {
      const known = haloSchema?.parameters(path.slice('/api'.length), method.toLowerCase()) ?? [];
      return Object.keys(query)
        .filter((parameter) => !known.includes(parameter))
        .map((parameter) => `${path} ${parameter}`);
    });
    // Clients send `count` to live tenants although the file names it for tickets only.
    expect(strangers).toEqual(['/api/Appointment count']);
  });

  test('every appointment answered, listed and saved', async () => {
    const helpdesk = helpdeskUnderTest();
    const listed = await helpdesk.list('showall=true&showholidays=true');
    expect(listed).toHaveLength(15);
    expect(faults('Appointment_List', listed)).toEqual([]);
    for (const row of listed) {
      const { body } = await helpdesk.get(`/api/Appointment/${row['id']}?includedetails=true`);
      expect(faults('Appointment', [body])).toEqual([]);
    }
    const saved = await helpdesk.save({ start_date: '2026-11-19T03:00:00', end_date: '2026-11-19T04:00:00' });
    expect(faults('Appointment', saved)).toEqual([]);
  });

  test('every agent answered', async () => {
    const helpdesk = helpdeskUnderTest();
    const all = 'includedisabled=true&includeapiagents=true&includeunassigned=true';
    const listed = rows((await helpdesk.get(`/api/Agent?${all}`)).body);
    expect(listed).toHaveLength(11);
    expect(faults('Uname_List', listed)).toEqual([]);
    for (const { id } of listed) expect(faults('Uname', [(await helpdesk.get(`/api/Agent/${id}`)).body])).toEqual([]);
    expect(faults('Uname', [(await helpdesk.get('/api/Agent/me')).body])).toEqual([]);
  });

  test('every ticket answered', async () => {
    const helpdesk = helpdeskUnderTest();
    const listed = rows((await helpdesk.get('/api/Tickets')).body, 'tickets');
    expect(listed).toHaveLength(30);
    expect(faults('Faults_List', listed)).toEqual([]);
    for (const { id } of listed)
      expect(faults('Faults', [(await helpdesk.get(`/api/Tickets/${id}?includedetails=true`)).body])).toEqual([]);
  });

  test('every workday and holiday answered', async () => {
    const helpdesk = helpdeskUnderTest();
    const workdays = rows((await helpdesk.get('/api/Workday?showholidays=true')).body);
    expect(workdays).toHaveLength(7);
    expect(faults('Workdays', workdays)).toEqual([]);
    const holidays = rows((await helpdesk.get('/api/Holiday')).body);
    expect(holidays).toHaveLength(8);
    expect(faults('Holidays', holidays)).toEqual([]);
  });

  test('a field that Halo has and this server does not speak is refused as well', async () => {
    const helpdesk = helpdeskUnderTest();
    const answer = await helpdesk.ask('POST', '/api/Appointment', { body: [{ collection_id: null }] });
    expect(answer.status).toBe(400);
    expect(helpdesk.violations).toEqual(['POST /api/Appointment: the field "collection_id" is unknown']);
  });

  test.each([
    [{ id: 1, subject: 7 }, 'Appointment.subject is no string'],
    [{ id: 1.5 }, 'Appointment.id is no integer'],
    [{ id: null }, 'Appointment.id is null'],
    [{ allday: 'true' }, 'Appointment.allday is no boolean'],
    [{ start_date: '19.11.2026' }, 'Appointment.start_date is no date-time'],
    [{ holiday_id: '8' }, 'Appointment.holiday_id is no uuid'],
    [{ location: 'here' }, 'Appointment has no field "location"'],
    [{ agents: [{ id: 'two' }] }, 'Appointment.agents[0].id is no integer'],
    [{ agents: {} }, 'Appointment.agents is no array'],
    [[], 'Appointment is no object'],
  ])('the check sees what is wrong with %j', (value, fault) => {
    expect(checkAgainstHalo('Appointment', value)).toEqual([fault]);
  });
});

test('without the vendor’s file the built-in list still names every field of a listing', async () => {
  const [row] = await helpdeskUnderTest().list('');
  const names = appointmentFieldNames((rule) => rule.in === 'list');
  expect(Object.keys(row ?? {})).toEqual(names);
  expect(field(row, 'id')).toBe(5_001);
});
