import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { runOnce, usualRun } from '../../../lib/app/sync-run';
import { googleEmails } from '../../fixtures/google-seed';
import { minuteMs } from './desk-scene';
import { setUpStrictDesk } from './strict-scene';

const fiveMinutesMs = 5 * minuteMs;

/** The most requests in any five minutes. */
function busiest(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + fiveMinutesMs).length));
}

test('300 events that are edited at once cost the helpdesk at most 200 requests in any five minutes', async () => {
  const scene = setUpStrictDesk();
  for (let n = 0; n < 300; n += 1) scene.addEvent(`Visit ${n}`, 1 + (n % 20));
  await scene.switchOn();
  await runOnce(scene.desk, { ...usualRun, approved: 'all' });
  expect(scene.appointments()).toHaveLength(300);
  for (let n = 0; n < 3; n += 1) await scene.run();
  const since = scene.helpdeskRequests.length;
  const events = [...(scene.google.server.state.calendars.get(googleEmails.leah)?.events.values() ?? [])];
  for (const { id, details } of events) scene.person.updateEvent(id, { summary: `Team: ${details.summary}` });
  await scene.run();
  expect(scene.appointments().every((subject) => subject.startsWith('Team: '))).toBe(true);
  expect(busiest(scene.helpdeskRequests.slice(since))).toBeLessThanOrEqual(200);
  expect(scene.violations()).toEqual([]);
});
