import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { chooseCalendar } from '../../../lib/app/calendars-view';
import { runOnce } from '../../../lib/app/sync-run';
import { reconsiderAll, setTwoWay } from '../../../lib/app/sync-settings';
import { type CalendarsScene, otherCalendar, ownCalendar, setUpCalendars } from './calendars-scene';
import { contentOf, forgetAll, minuteMs } from './desk-scene';

const dayMs = 24 * 60 * minuteMs;
/** So many that the loss of one would not be held back for approval. */
const rest = ['A', 'B', 'C', 'D', 'E', 'F'];

/** Runs, each so long after the one before. */
async function runAfter({ desk, pass }: CalendarsScene, ...pauses: readonly number[]): Promise<void> {
  for (const ms of pauses) {
    pass(ms);
    await runOnce(desk);
  }
}

/** A run while Google is not connected yet; then it is. */
async function runBeforeGoogle(scene: CalendarsScene): Promise<void> {
  const { desk } = scene;
  const { calendar } = await desk.readSettings();
  await desk.changeSettings((settings) => ({ ...settings, calendar: null }));
  await runAfter(scene, minuteMs);
  await desk.changeSettings((settings) => ({ ...settings, calendar }));
  await reconsiderAll(desk);
}

test.each(['calendar', 'helpdesk'] as const)(
  'set up anew, helpdesk first, Docket deletes and doubles nothing when another calendar is chosen; made first on the %s',
  async (from) => {
    const scene = setUpCalendars();
    const made = { calendar: scene.calendarOf(ownCalendar), helpdesk: scene.helpdesk }[from];
    made.asPerson.create(contentOf('Visit'));
    for (const subject of rest) scene.helpdesk.asPerson.create(contentOf(subject));
    await setTwoWay(scene.desk, true);
    await runAfter(scene, minuteMs, minuteMs);
    expect(scene.subjects('helpdesk')).toEqual([...rest, 'Visit']);
    await forgetAll(scene);
    await runBeforeGoogle(scene);
    await runAfter(scene, minuteMs, minuteMs, minuteMs);
    scene.calendarOf(otherCalendar).asPerson.create(contentOf('Planning'));
    await chooseCalendar(scene.desk, otherCalendar);
    await runAfter(scene, dayMs, dayMs, dayMs);
    expect(scene.subjects('helpdesk')).toEqual([...rest, 'Planning', 'Visit']);
    expect(scene.subjectsOf(otherCalendar)).toEqual(['Planning']);
  },
);

test('set up anew with the primary calendar, Docket doubles nothing when the right one is chosen again some days later', async () => {
  const scene = setUpCalendars();
  await chooseCalendar(scene.desk, otherCalendar);
  scene.calendarOf(otherCalendar).asPerson.create(contentOf('Visit'));
  scene.calendarOf(ownCalendar).asPerson.create(contentOf('Dentist'));
  await setTwoWay(scene.desk, true);
  await runAfter(scene, minuteMs, minuteMs);
  expect(scene.subjects('helpdesk')).toEqual(['Visit']);
  await forgetAll(scene);
  await chooseCalendar(scene.desk, ownCalendar);
  await runAfter(scene, minuteMs, dayMs, dayMs);
  await chooseCalendar(scene.desk, otherCalendar);
  await runAfter(scene, minuteMs, dayMs, minuteMs);
  expect(scene.subjects('helpdesk')).toEqual(['Dentist', 'Visit']);
  expect([scene.subjectsOf(ownCalendar), scene.subjectsOf(otherCalendar)]).toEqual([['Dentist'], ['Visit']]);
});
