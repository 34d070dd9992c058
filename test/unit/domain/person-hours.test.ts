import { expect, test } from 'vitest';
import { hoursNotice, personHours } from '../../../lib/domain/person-hours';
import { agent, holiday, leave, person, plan } from './people';

const office = plan('Europe/London', ['09:00-17:30']);
const other = { ...office, workdayId: 7 };
const leah = agent(2, 'Leah', 'leah@acme.example');

test('an agent has the plan of their workday, its holidays, and only their own leave', () => {
  const mine = [holiday('Bank holiday', '2026-12-25'), leave('Mine', '2026-11-24')];
  const theirs = [
    { ...holiday('Elsewhere', '2026-12-25'), of: { kind: 'workday', workdayId: 7 } as const },
    { ...leave('Theirs', '2026-11-24'), of: { kind: 'agent', agentId: 3 } as const },
  ];
  expect(personHours(leah, [other, office], [...mine, ...theirs])).toEqual({ hours: office, holidays: mine });
});

test('an agent without a workday, or with one that is not there, has no hours but keeps the leave', () => {
  const mine = [leave('Mine', '2026-11-24')];
  expect(personHours({ ...leah, workdayId: null }, [office], mine)).toEqual({ hours: null, holidays: mine });
  expect(personHours({ ...leah, workdayId: 99 }, [office], mine).hours).toBeNull();
});

test('missing hours and unknown zones are said, good ones are not', () => {
  const unknown = { ...office, zone: { kind: 'unknown', name: 'Custom Zone 7' } as const };
  expect(hoursNotice('Leah', person(office))).toBeNull();
  expect(hoursNotice('Leah', person(null))).toEqual({ kind: 'agentWithoutWorkday', name: 'Leah' });
  expect(hoursNotice('Leah', person(unknown))).toEqual({ kind: 'unknownZone', name: 'Leah', zone: 'Custom Zone 7' });
});
