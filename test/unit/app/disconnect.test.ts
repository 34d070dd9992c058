import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { applyReview } from '../../../lib/app/apply-review';
import { madeByDocket, stopOwing } from '../../../lib/app/disconnect';
import { prepareReview } from '../../../lib/app/prepare-review';
import { releaseSide } from '../../../lib/app/release-side';
import { beginApplying, readReview, startReview } from '../../../lib/app/review';
import { runOnce } from '../../../lib/app/sync-run';
import { reconsiderAll, setTwoWay } from '../../../lib/app/sync-settings';
import type { Side } from '../../../lib/domain/appointment';
import { account, contentOf, type DeskScene, idOf, minuteMs, setUpDesk } from './desk-scene';

/** Two items, one found on each side, both copied to the other. */
async function copied(): Promise<DeskScene> {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('From the calendar'));
  scene.helpdesk.asPerson.create(contentOf('From the helpdesk'));
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  return scene;
}

/** What the agent is shown before leaving a side, and lets be done. */
async function takeBack({ desk }: DeskScene, side: Side) {
  await startReview(desk, { kind: 'disconnect', side });
  await prepareReview(desk);
  const shown = await readReview(desk);
  await beginApplying(desk);
  await applyReview(desk);
  return { shown, done: await readReview(desk) };
}

/** Leaves sides, and comes back to them with the same accounts. */
async function leaveAndReturn({ desk, pass }: DeskScene, ...sides: readonly Side[]) {
  const before = await desk.readSettings();
  for (const side of sides) {
    await stopOwing(desk, side);
    await desk.changeSettings((settings) => ({ ...settings, [side]: null }));
    await releaseSide(desk, account, side);
  }
  for (const side of sides) {
    pass(minuteMs);
    await desk.changeSettings((settings) => ({ ...settings, [side]: before[side] }));
    await reconsiderAll(desk);
    await runOnce(desk);
  }
  await runOnce(desk);
}

const both = ['From the calendar', 'From the helpdesk'];

test.each<readonly Side[]>([['helpdesk'], ['calendar'], ['helpdesk', 'calendar'], ['calendar', 'helpdesk']])(
  'everything is there once on both sides when an account is connected again (%s, %s)',
  async (...sides) => {
    const scene = await copied();
    await leaveAndReturn(scene, ...sides);
    expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([both, both]);
    scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'From the calendar'), { subject: 'Moved' });
    scene.pass(minuteMs);
    await runOnce(scene.desk);
    expect(scene.subjects('helpdesk')).toEqual(['From the helpdesk', 'Moved']);
  },
);

test('a series, too: its appointments are known again, and follow it', async () => {
  const scene = setUpDesk();
  const rule = { zone: 'UTC', recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] };
  const master = scene.calendar.asPerson.createSeries(contentOf('Stand-up'), rule);
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  expect(scene.subjects('helpdesk')).toHaveLength(3);
  await leaveAndReturn(scene, 'calendar');
  expect(scene.subjects('helpdesk')).toHaveLength(3);
  scene.calendar.asPerson.editSeries(master, { location: 'Room 2' });
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  expect([...scene.helpdesk.records.values()].map(({ content }) => content.location)).toEqual(Array(3).fill('Room 2'));
});

test.each(['helpdesk', 'calendar'] as const)(
  'what was taken back from the %s is not made there again when it is connected again',
  async (side) => {
    const scene = await copied();
    const { done } = await takeBack(scene, side);
    expect(done?.report).toMatchObject({ outcome: 'done', counts: { [side]: { removed: 1 } } });
    await leaveAndReturn(scene, side);
    expect(scene.subjects(side)).toEqual([side === 'helpdesk' ? 'From the helpdesk' : 'From the calendar']);
    expect(scene.subjects(side === 'helpdesk' ? 'calendar' : 'helpdesk')).toEqual(both);
  },
);

test('what was changed there is left alone, also when a run has seen the change', async () => {
  const scene = await copied();
  await setTwoWay(scene.desk, false);
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'From the helpdesk'), { location: 'Room 4' });
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  expect((await madeByDocket(scene.desk, 'calendar')).items).toHaveLength(1);
  const { shown } = await takeBack(scene, 'calendar');
  expect(shown).toMatchObject({
    total: 0,
    leftOut: [{ subject: 'From the helpdesk', reason: 'it was changed since' }],
  });
  expect(scene.subjects('calendar')).toEqual(both);
});

test('what is changed there between the list and its doing is left alone', async () => {
  const scene = await copied();
  await startReview(scene.desk, { kind: 'disconnect', side: 'calendar' });
  await prepareReview(scene.desk);
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'From the helpdesk'), { location: 'Room 4' });
  await beginApplying(scene.desk);
  await applyReview(scene.desk);
  expect((await readReview(scene.desk))?.report?.counts.calendar).toMatchObject({ removed: 0, failed: 0 });
  expect(scene.subjects('calendar')).toEqual(both);
});

test('what is over is history and stays', async () => {
  const scene = await copied();
  scene.pass(3 * 24 * 60 * minuteMs);
  expect((await takeBack(scene, 'calendar')).shown).toMatchObject({ total: 0 });
  expect(scene.subjects('calendar')).toEqual(both);
});
