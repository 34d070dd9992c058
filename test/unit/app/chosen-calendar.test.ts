import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { chooseCalendar } from '../../../lib/app/calendars-view';
import { madeByDocket } from '../../../lib/app/disconnect';
import { prepareReview } from '../../../lib/app/prepare-review';
import { readReview, startReview } from '../../../lib/app/review';
import { runOnce } from '../../../lib/app/sync-run';
import { reconsiderAll, setTwoWay } from '../../../lib/app/sync-settings';
import { otherCalendar, ownCalendar, setUpCalendars } from './calendars-scene';
import { contentOf, type DeskScene, minuteMs, setUpDesk } from './desk-scene';

const dayMs = 24 * 60 * minuteMs;

async function runLater({ desk, pass }: Pick<DeskScene, 'desk' | 'pass'>, ms = minuteMs): Promise<void> {
  pass(ms);
  await runOnce(desk);
}

test('what was read before another calendar was chosen is copied into the chosen one, and stays', async () => {
  const scene = setUpCalendars();
  scene.helpdesk.asPerson.create(contentOf('Visit'));
  await runOnce(scene.desk);
  scene.calendarOf(otherCalendar).asPerson.create(contentOf('Planning'));
  await chooseCalendar(scene.desk, otherCalendar);
  await setTwoWay(scene.desk, true);
  await runLater(scene);
  const both = ['Planning', 'Visit'];
  expect([scene.subjectsOf(ownCalendar), scene.subjectsOf(otherCalendar)]).toEqual([[], both]);
  await runLater(scene, dayMs);
  await runLater(scene, dayMs);
  expect([scene.subjects('helpdesk'), scene.subjectsOf(otherCalendar)]).toEqual([both, both]);
});

test('what stands in the calendar of before stays there, and its appointment too', async () => {
  const scene = setUpCalendars();
  await setTwoWay(scene.desk, true);
  scene.helpdesk.asPerson.create(contentOf('Visit'));
  await runOnce(scene.desk);
  await chooseCalendar(scene.desk, otherCalendar);
  for (let day = 0; day < 3; day += 1) await runLater(scene, dayMs);
  expect([scene.subjects('helpdesk'), scene.subjectsOf(ownCalendar)]).toEqual([['Visit'], ['Visit']]);
});

test('events made of appointments that were read before Google was connected can be taken back on leaving', async () => {
  const scene = setUpDesk();
  const { desk } = scene;
  for (const subject of ['Visit', 'Call']) scene.helpdesk.asPerson.create(contentOf(subject));
  const { calendar } = await desk.readSettings();
  await desk.changeSettings((settings) => ({ ...settings, calendar: null }));
  // The usual order: the helpdesk is connected first, and read at once.
  await runOnce(desk);
  await desk.changeSettings((settings) => ({ ...settings, calendar }));
  await reconsiderAll(desk);
  await runLater(scene);
  await setTwoWay(desk, true);
  await runLater(scene);
  expect(scene.subjects('calendar')).toEqual(['Call', 'Visit']);
  expect((await madeByDocket(desk, 'calendar')).items.map(({ subject }) => subject).sort()).toEqual(['Call', 'Visit']);
  await startReview(desk, { kind: 'disconnect', side: 'calendar' });
  await prepareReview(desk);
  expect(await readReview(desk)).toMatchObject({ total: 2 });
});
