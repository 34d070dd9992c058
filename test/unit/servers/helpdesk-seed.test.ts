import { IANAZone } from 'luxon';
import { describe, expect, test } from 'vitest';
import { createHelpdeskSeed } from '../../fixtures/helpdesk-seed';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { wednesday } from './helpdesk-under-test';

const seed = createHelpdeskSeed(wednesday);
const ticket = (id: number) => seed.tickets.find((one) => one.id === id);
const additional = (id: number): number[] => ticket(id)?.additional_agents.map((one) => one.id) ?? [];

describe('what stands in the helpdesk before the first request', () => {
  test('thirty tickets, 1001 with Leah assigned and Amir beside her', () => {
    expect(seed.tickets.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, index) => 1_001 + index));
    expect(ticket(1_001)?.agent_id).toBe(agentIds.leah);
    expect(additional(1_001)).toEqual([agentIds.amir]);
  });

  test('a ticket of every kind that programs trip over', () => {
    expect(ticket(1_002)).toMatchObject({
      default_appointment_summary: 'On-boarding visit',
      default_appointment_details: expect.stringContaining('\n'),
    });
    expect(ticket(1_003)?.agent_id).toBe(agentIds.unassigned);
    expect(additional(1_004).length).toBeGreaterThan(5);
    expect(ticket(1_005)).toMatchObject({ user_name: expect.any(String), user_email: null });
    expect(ticket(1_006)?.summary).toContain('<img src=x onerror=');
    expect(ticket(1_007)?.summary).toMatch(/^"><script>/);
    expect(ticket(1_008)?.summary).toHaveLength(500);
    expect(ticket(1_009)?.details).toHaveLength(10_000);
    expect(ticket(1_010)?.summary).toMatch(/\p{Script=Arabic}/u);
    expect(ticket(1_011)?.summary).toMatch(/\p{Script=Hebrew}/u);
    expect(ticket(1_012)?.summary).toMatch(/\p{Extended_Pictographic}/u);
    expect(ticket(1_013)).toMatchObject({ summary: null, details: null, user_id: null, client_name: null });
    expect(seed.agents.some(({ id }) => id === additional(1_014)[0])).toBe(false);
    expect(additional(1_015)).toContain(agentIds.jonas);
    expect(ticket(1_017)?.agent_id).toBeNull();
  });

  test('zones in Windows and in IANA spelling, one that nobody knows, one left to the helpdesk', () => {
    const zones = seed.workdays.map(({ timezone }) => timezone);
    expect(zones).toContain('GMT Standard Time');
    expect(zones.filter((zone) => zone !== null && IANAZone.isValidZone(zone))).toEqual(['Europe/Berlin']);
    expect(zones).toContain('Custom Zone 7');
    expect(zones).toContain(null);
  });

  test('every id that something names is there, save the one colleague who left', () => {
    const agents = new Set(seed.agents.map(({ id }) => id));
    const workdays = new Set<number | null>([null, ...seed.workdays.map(({ id }) => id)]);
    expect(seed.agents.filter(({ workday_id }) => !workdays.has(workday_id))).toEqual([]);
    expect(seed.appointments.filter(({ agent_id }) => agent_id === null || !agents.has(agent_id))).toEqual([]);
    expect(seed.appointments.filter((one) => one.ticket_id !== null && ticket(one.ticket_id) === undefined)).toEqual(
      [],
    );
    const strangers = seed.tickets.flatMap(({ additional_agents }) =>
      additional_agents.filter(({ id }) => !agents.has(id)),
    );
    expect(strangers).toEqual([{ faultid: 1_014, id: 999, name: 'Former Colleague' }]);
  });
});

test('appointments lie around the day of the fixture, whatever day that is', () => {
  for (let day = 0; day < 400; day += 5) {
    const now = wednesday + day * 86_400_000;
    const { appointments, holidays } = createHelpdeskSeed(now);
    for (const { id, start_date, end_date } of appointments) {
      const [start, end] = [Date.parse(`${start_date}Z`), Date.parse(`${end_date}Z`)];
      expect(Math.abs(start - now), `appointment ${id} on day ${day}`).toBeLessThan(23 * 86_400_000);
      if (id === 5_007) expect(end).toBeLessThan(start);
      else expect(end).toBeGreaterThan(start);
      if (id === 5_012) expect(end - start).toBe(25 * 3_600_000);
    }
    const publicDay = new Date(`${holidays[0]?.date}Z`);
    expect(publicDay.getUTCMonth()).toBe((new Date(now).getUTCMonth() + 1) % 12);
    expect([0, 6]).not.toContain(publicDay.getUTCDay());
  }
});
