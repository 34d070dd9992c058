import { afterAll, beforeAll, expect, test } from 'vitest';
import { badgeText, badgeTitle } from './support/badge-text';
import { appointmentsNamed, eventNamed, eventsNamed, leahInGoogle, makeEvent } from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { healthSentence, switchTwoWayOn } from './support/sync-section';
import { syncToEnd } from './support/sync-to-end';

const day = quietTuesday();
const subjects = Array.from({ length: 20 }, (_, number) => `Visit ${number + 1}`);
const deleted = subjects.slice(0, 11);
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ prepare: emptyCalendars });
});
afterAll(() => scene.end());

function standing(): readonly string[] {
  return subjects.filter((subject) => appointmentsNamed(scene.sandbox, subject).length === 1);
}

test('eleven of twenty deleted at once: nothing is removed, they are listed, and approved once they go', async () => {
  const { sandbox, browser } = scene;
  for (const subject of subjects) makeEvent(sandbox, subject, { day, from: '10:00', until: '10:30' });
  const page = await switchTwoWayOn(browser);
  expect(standing()).toEqual(subjects);

  for (const subject of deleted) leahInGoogle(sandbox).deleteEvent(eventNamed(sandbox, subject).id);
  await syncToEnd(browser);
  await healthSentence(page).filter({ hasText: 'Stopped to ask you' }).waitFor();
  expect(standing()).toEqual(subjects);
  expect(await badgeText(browser)).toBe('!');
  expect(await badgeTitle(browser)).toContain('Docket stopped before changing many appointments at once.');
  const asked = page.getByRole('region', { name: 'Docket stopped to ask' });
  expect(await asked.innerText()).toContain(
    'Helpdesk: the last run wanted to remove 11 items. Nothing of this was done.',
  );
  const listed = await asked.getByRole('list').getByRole('listitem').allInnerTexts();
  expect(listed.map((text) => text.split('\n')[0])).toEqual(deleted);

  // Asked once more, it asks once more.
  await syncToEnd(browser);
  expect(standing()).toEqual(subjects);

  await asked.getByRole('button', { name: 'Approve once' }).click();
  await healthSentence(page).filter({ hasText: 'Connected: both sides follow each other.' }).waitFor();
  expect(standing()).toEqual(subjects.slice(11));
  expect(eventsNamed(sandbox, 'Visit 12')).toHaveLength(1);
  expect(await badgeText(browser)).toBe('');

  // It was approved once, not for ever: what was made again and deleted again is asked about again.
  for (const subject of deleted) makeEvent(sandbox, subject, { day, from: '11:00', until: '11:30' });
  await syncToEnd(browser);
  for (const subject of deleted) leahInGoogle(sandbox).deleteEvent(eventNamed(sandbox, subject).id);
  await syncToEnd(browser);
  expect(standing()).toHaveLength(20);
  await page.close();
});
