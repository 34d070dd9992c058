import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Desk } from '../../../lib/app/desk';
import { releaseAll } from '../../../lib/app/release-side';
import { runOnce, usualRun } from '../../../lib/app/sync-run';
import { pauseSync, setSync, setTwoWay } from '../../../lib/app/sync-settings';
import { ownCalendar, setUpCalendars, withCalendarPort } from './calendars-scene';
import { account, contentOf, type DeskScene, idOf, minuteMs, setUpDesk } from './desk-scene';

const visits = Array.from({ length: 12 }, (_, n) => `Visit ${n}`);

async function setUp(): Promise<DeskScene> {
  const scene = setUpDesk();
  for (const subject of visits) scene.helpdesk.asPerson.create(contentOf(subject));
  await setTwoWay(scene.desk, true);
  return scene;
}

/** The desk before a calendar of which the agent sees so many events being made, and then does something. */
function whenMade(desk: Desk, count: number, act: () => Promise<void>): Desk {
  let made = 0;
  return withCalendarPort(desk, (port) => ({
    ...port,
    async create(creation) {
      const record = await port.create(creation);
      made += 1;
      if (made === count) await act();
      return record;
    },
  }));
}

const off = (scene: DeskScene) => setTwoWay(scene.desk, false);
const pause = (scene: DeskScene) => pauseSync(scene.desk, { until: 'resumed' });
const forbid = (scene: DeskScene) =>
  setSync(scene.desk, { allowed: { side: 'calendar', action: 'create', on: false } });
const showTitles = (scene: DeskScene) => setSync(scene.desk, { privacy: 'title' });

test.each([
  ['two-way sync is switched off', off],
  ['the sync is paused', pause],
  ['a direction is forbidden', forbid],
  ['something else of private events is to be shown', showTitles],
] as const)('a run that writes stops when %s', async (_what, act) => {
  const scene = await setUp();
  const run = await runOnce(
    whenMade(scene.desk, 3, () => act(scene)),
    { ...usualRun, approved: 'all' },
  );
  expect(scene.subjects('calendar').length).toBeLessThan(5);
  expect(run?.outcome).toBe('stopped');
});

test('a run writes nothing at all when two-way sync is switched off while it reads', async () => {
  const scene = await setUp();
  const desk = withCalendarPort(scene.desk, (port) => ({
    ...port,
    async readChanges(request) {
      await off(scene);
      return port.readChanges(request);
    },
  }));
  await runOnce(desk, { ...usualRun, approved: 'all' });
  expect(scene.subjects('calendar')).toEqual([]);
});

test('a run goes on when only the interval between runs is changed', async () => {
  const scene = await setUp();
  await runOnce(whenMade(scene.desk, 3, () => setSync(scene.desk, { everyMinutes: 10 })));
  expect(scene.subjects('calendar')).toEqual([...visits].sort());
});

test('what a stopped run has left is done by the next one, once', async () => {
  const scene = await setUp();
  await runOnce(whenMade(scene.desk, 3, () => pause(scene)));
  await pauseSync(scene.desk, { until: 'now' });
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  expect(scene.subjects('calendar')).toEqual([...visits].sort());
});

test('a calendar that is disconnected while a run writes into it is let go of as a whole', async () => {
  const scene = setUpCalendars();
  for (const subject of visits) scene.helpdesk.asPerson.create(contentOf(subject));
  await setTwoWay(scene.desk, true);
  let leaving: Promise<void> | null = null;
  const desk = withCalendarPort(scene.desk, (port) => ({
    ...port,
    async create(creation) {
      if (leaving === null) {
        await scene.desk.changeSettings((settings) => ({ ...settings, calendar: null }));
        leaving = releaseAll(scene.desk, [account], 'calendar');
      }
      return port.create(creation);
    },
  }));
  await runOnce(desk);
  await leaving;
  const links = await scene.desk.store.ofAccount(account);
  expect(links.filter(({ calendar }) => calendar.kind === 'made')).toEqual([]);
  expect(scene.subjectsOf(ownCalendar).length).toBeLessThan(5);
});

test('a run that the brake has stopped is not the last good sync', async () => {
  const scene = setUpDesk();
  const { desk } = scene;
  const subjects = Array.from({ length: 15 }, (_, n) => `Visit ${n}`);
  for (const subject of subjects) scene.calendar.asPerson.create(contentOf(subject));
  await setTwoWay(desk, true);
  await runOnce(desk);
  const good = scene.popup()?.lastSyncMs;
  for (const subject of subjects) scene.calendar.asPerson.delete(idOf(scene, 'calendar', subject));
  scene.pass(60 * minuteMs);
  expect((await runOnce(desk))?.outcome).toBe('braked');
  expect(scene.popup()?.lastSyncMs).toBe(good);
});

test('a run that the agent has stopped is not the last good sync', async () => {
  const scene = await setUp();
  await runOnce(whenMade(scene.desk, 3, () => pause(scene)));
  expect(scene.popup()?.lastSyncMs).toBeNull();
});
