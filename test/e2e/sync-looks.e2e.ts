import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessibleInEveryLook } from './support/axe';
import { appointmentNamed, eventNamed, leahInGoogle, makeAppointment, makeEvent } from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { quietTuesday } from './support/quiet-tuesday';
import { applyReview, openReview } from './support/review-dialog';
import { type Scene, startScene } from './support/scene';
import { openSync, switchTwoWayOn } from './support/sync-section';
import { syncToEnd } from './support/sync-to-end';

const day = quietTuesday();
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ prepare: emptyCalendars });
});
afterAll(() => scene.end());

test('switched off, “Sync” is accessible, and so is the list of what an import would do', async () => {
  const { sandbox, browser } = scene;
  for (let number = 1; number <= 30; number += 1) {
    makeEvent(sandbox, `Visit ${number}`, { day, from: '10:00', until: number % 3 === 0 ? '23:00' : '11:00' });
  }
  makeEvent(
    sandbox,
    'A subject that is so long that nobody would have it on one line of any list there is, and goes on',
    {
      day,
      from: '09:00',
      until: '09:30',
    },
  );
  const page = await openSync(browser);
  await expectAccessibleInEveryLook(page, 'Sync, off');
  const dialog = await openReview(page, 'Import Appointments');
  await dialog.getByRole('checkbox').nth(2).waitFor();
  await expectAccessibleInEveryLook(page, 'Review');
  // The list gives way, the buttons do not.
  await page.setViewportSize({ width: 360, height: 560 });
  const apply = await dialog.getByRole('button', { name: /^Apply \d/ }).boundingBox();
  expect(apply === null ? 0 : apply.y + apply.height, 'the lower edge of “Apply”').toBeLessThan(560);
  await page.setViewportSize({ width: 1280, height: 860 });
  await applyReview(dialog);
  await expectAccessibleInEveryLook(page, 'Report');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.close();
}, 120_000);

test('switched on, with a conflict and a past, “Sync”, “Activity” and “Conflicts” are', async () => {
  const { sandbox, browser } = scene;
  makeAppointment(sandbox, 'Replace the router', { day, from: '19:00', until: '20:00' });
  await (await switchTwoWayOn(browser)).close();
  leahInGoogle(sandbox).updateEvent(eventNamed(sandbox, 'Visit 1').id, { summary: 'Visit to Northwind' });
  sandbox.helpdesk.webUi.changeAppointment(appointmentNamed(sandbox, 'Visit 1').id, { subject: 'Visit to Contoso' });
  leahInGoogle(sandbox).updateEvent(eventNamed(sandbox, 'Visit 2').id, { location: 'Room 204' });
  leahInGoogle(sandbox).deleteEvent(eventNamed(sandbox, 'Visit 3').id);
  await syncToEnd(browser);
  const page = await openSync(browser);
  await expectAccessibleInEveryLook(page, 'Sync, on');
  await page
    .getByRole('link', { name: /^Conflicts/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Resolve' }).waitFor();
  await expectAccessibleInEveryLook(page, 'Conflicts');
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('rowheader').first().waitFor();
  await expectAccessibleInEveryLook(page, 'Activity');
  await page.close();
}, 120_000);
