import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { isRunDue, nextRunAtMs } from '../../../lib/app/next-run';
import { runOnce } from '../../../lib/app/sync-run';
import { pauseSync, setSync } from '../../../lib/app/sync-settings';
import { account, minuteMs, mondayMs, setUpDesk } from './desk-scene';

describe('the next run by itself', () => {
  test.each([
    [0, 4.5],
    [0.5, 5],
    [0.999, 5.499],
  ])('comes after five minutes, a tenth earlier or later (%d)', async (random, minutes) => {
    const { desk } = setUpDesk();
    expect(await nextRunAtMs({ ...desk, random: () => random })).toBeCloseTo(mondayMs + minutes * minuteMs, 0);
  });

  test('comes as often as the agent has set', async () => {
    const { desk } = setUpDesk();
    await setSync(desk, { everyMinutes: 60 });
    expect(await nextRunAtMs(desk)).toBe(mondayMs + 60 * minuteMs);
  });

  test('comes when a pause ends, and not at all until the agent resumes', async () => {
    const { desk } = setUpDesk();
    await pauseSync(desk, { until: 'inAnHour' });
    expect(await nextRunAtMs(desk)).toBe(mondayMs + 60 * minuteMs);
    await pauseSync(desk, { until: 'resumed' });
    expect(await nextRunAtMs(desk)).toBeNull();
  });

  test.each([
    ['UTC', '2026-11-24T00:00:00Z'],
    ['Pacific/Auckland', '2026-11-23T11:00:00Z'],
    ['America/Los_Angeles', '2026-11-24T08:00:00Z'],
  ])('comes when the day is over that a pause "for today" was of, in %s', async (zone, at) => {
    const { desk } = setUpDesk();
    const there = { ...desk, zone: () => zone };
    await pauseSync(there, { until: 'tomorrow' });
    expect(await nextRunAtMs(there)).toBe(Date.parse(at));
  });

  test('does not come without a helpdesk', async () => {
    const { desk } = setUpDesk();
    await desk.changeSettings((settings) => ({ ...settings, helpdesk: null }));
    expect(await nextRunAtMs(desk)).toBeNull();
  });

  test('waits for the first of two sides that both asked to be left alone; for one alone it does not wait', async () => {
    const { desk } = setUpDesk();
    const blocked = async (minutes: { helpdesk: number; calendar: number }) => {
      for (const side of ['helpdesk', 'calendar'] as const) {
        await desk.quota.write(side, {
          blockedUntilMs: mondayMs + minutes[side] * minuteMs,
          tokens: 0,
          atMs: mondayMs,
        });
      }
      return nextRunAtMs(desk);
    };
    expect(await blocked({ helpdesk: 20, calendar: 30 })).toBe(mondayMs + 20 * minuteMs);
    expect(await blocked({ helpdesk: 20, calendar: 0 })).toBe(mondayMs + 5 * minuteMs);
  });
});

describe('a run for who comes back to the helpdesk', () => {
  test('is due when there was none, and again a minute after the last one began', async () => {
    const { desk, pass } = setUpDesk();
    const isDue = () => isRunDue(desk, account, minuteMs);
    expect(await isDue()).toBe(true);
    await runOnce(desk);
    expect(await isDue()).toBe(false);
    pass(minuteMs - 1);
    expect(await isDue()).toBe(false);
    pass(1);
    expect(await isDue()).toBe(true);
  });

  test('is due when the clock was set back', async () => {
    const { desk, pass } = setUpDesk();
    await runOnce(desk);
    pass(-10 * minuteMs);
    expect(await isRunDue(desk, account, minuteMs)).toBe(true);
  });
});
