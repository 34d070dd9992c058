import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { runOnce, usualRun } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import { contentOf, minuteMs, setUpDesk } from './desk-scene';

const linked = 300;

/** Two-way, with all that a run does around the engine: the popup's record, people, the report, what is old. */
async function withLinks() {
  const scene = setUpDesk();
  // All within the days that the popup shows: its agenda is as long as it gets.
  for (let number = 0; number < linked; number += 1) {
    scene.calendar.asPerson.create(contentOf(`Visit ${number}`, {}, 23 + (number % 2), number % 23));
  }
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk, { ...usualRun, approved: 'all' });
  expect(scene.subjects('helpdesk')).toHaveLength(linked);
  const run = async () => {
    scene.pass(minuteMs);
    scene.rows.reset();
    const report = await runOnce(scene.desk);
    return { report, touched: scene.rows.touched };
  };
  await run();
  return { scene, run };
}

test('a quiet run touches no more than ten rows, with all that is around it', async () => {
  const { run } = await withLinks();
  const { report, touched } = await run();
  expect(report?.outcome).toBe('done');
  expect(touched).toBeLessThanOrEqual(10);
});

test('a run with ten changes touches no more than six for each and ten, and the agenda has them', async () => {
  const { scene, run } = await withLinks();
  const [events, appointments] = [[...scene.calendar.records.keys()], [...scene.helpdesk.records.keys()]];
  for (const id of events.slice(0, 5)) scene.calendar.asPerson.edit(id, { subject: `Moved ${id}` });
  for (const id of appointments.slice(20, 25)) scene.helpdesk.asPerson.edit(id, { subject: `Moved ${id}` });
  const { report, touched } = await run();
  expect([report?.counts.helpdesk.updated, report?.counts.calendar.updated]).toEqual([5, 5]);
  expect(touched).toBeLessThanOrEqual(6 * 10 + 10);
  const moved = scene.popup()?.agenda.filter(({ subject }) => subject.startsWith('Moved ')) ?? [];
  expect(moved).toHaveLength(10);
  expect(scene.popup()?.agenda).toHaveLength(linked);
});

test('ten changes of items that lie in packs cost no more, nor does the run after them', async () => {
  const scene = setUpDesk();
  for (let number = 0; number < linked; number += 1) {
    scene.calendar.asPerson.create(contentOf(`Meeting ${number}`, {}, 23 + (number % 2), number % 23));
  }
  // Only read: what stands on the calendar alone is nothing to be done with.
  await runOnce(scene.desk);
  const touched = async () => {
    scene.pass(minuteMs);
    scene.rows.reset();
    await runOnce(scene.desk);
    return scene.rows.touched;
  };
  expect(await touched()).toBeLessThanOrEqual(10);
  for (const id of [...scene.calendar.records.keys()].slice(0, 10)) {
    scene.calendar.asPerson.edit(id, { subject: `Moved ${id}` });
  }
  expect(await touched()).toBeLessThanOrEqual(6 * 10 + 10);
  expect(scene.popup()?.agenda.filter(({ subject }) => subject.startsWith('Moved '))).toHaveLength(10);
  expect(scene.popup()?.agenda).toHaveLength(linked);
  expect(await touched()).toBeLessThanOrEqual(10);
});
