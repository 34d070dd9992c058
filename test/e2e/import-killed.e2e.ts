import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../servers/sandbox';
import { type ApiCall, googleList, helpdeskCreate } from './support/api-calls';
import { makeEvent } from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { appointmentsMade } from './support/made-by-docket';
import { applyReview, openReview } from './support/review-dialog';
import { type Scene, startScene } from './support/scene';
import { openSync } from './support/sync-section';
import { syncToEnd } from './support/sync-to-end';

const many = 2_000;
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({
    prepare(sandbox) {
      emptyCalendars(sandbox);
      // Several pages, so that there is a middle.
      sandbox.google.settings.pageSize = 250;
    },
  });
});
afterAll(() => scene.end());

/** Twenty a day from tomorrow on. */
function seedEvents(sandbox: Sandbox): void {
  const tomorrow = DateTime.now().setZone('Europe/London').plus({ days: 1 }).startOf('day');
  for (let number = 0; number < many; number += 1) {
    const from = tomorrow.plus({ days: Math.floor(number / 20), hours: 8, minutes: 30 * (number % 20) });
    const until = from.plus({ minutes: 25 });
    makeEvent(sandbox, `Visit ${number}`, {
      day: from.toFormat('yyyy-MM-dd'),
      from: from.toFormat('HH:mm'),
      until: until.toFormat('HH:mm'),
    });
  }
}

/** The worker dies while a request of this kind is under way, which acts all the same. */
async function killDuring(call: ApiCall, passed: number): Promise<void> {
  const { faults } = scene.sandbox;
  for (let number = 0; number < passed; number += 1) {
    const earlier = faults.add({ ...call, times: 1, fault: { kind: 'hold', when: 'before' } });
    await earlier.met;
    earlier.release();
  }
  const request = faults.add({ ...call, times: 1, fault: { kind: 'hold', when: 'after' } });
  await request.met;
  await scene.browser.killWorker();
  request.release();
}

// As long as the helpdesk's limit of requests makes it: 2,000 appointments are eighty of them.
test('an import of 2,000 events whose worker dies while it reads and while it writes is complete in the end, and nothing is doubled', async () => {
  const { sandbox, browser } = scene;
  // The reading that follows on signing in is over, so that it is the review that reads them.
  await syncToEnd(browser);
  seedEvents(sandbox);
  const page = await openSync(browser);
  const readTo = killDuring(googleList, 3);
  const dialog = await openReview(page, 'Import Appointments');
  await readTo;
  await dialog.getByText('2,000 of 2,000 ticked').waitFor();

  const written = killDuring(helpdeskCreate, 2);
  const report = await applyReview(dialog, 270_000);
  await written;
  const subjects = appointmentsMade(sandbox).map(({ subject }) => subject);
  expect(new Set(subjects).size).toBe(many);
  expect(subjects).toHaveLength(many);
  expect(report).toContain('Done.');
  expect(report).toContain('Helpdesk: 2,000 created');
}, 300_000);
