import { expect, test } from 'vitest';
import { createMemorySyncStore } from '../../fakes/memory-sync-store';
import { contentOf } from './link-scene';
import { createScene, type SyncScene } from './sync-scene';

const zone = 'Europe/London';
const [nine, eleven] = ['09:00', '11:00'] as const;
const spanAt = (hour: string) => {
  const start = `2026-11-23T${hour}:00Z`;
  return { kind: 'timed', start, end: start.replace(':00:00', ':30:00'), zone } as const;
};

/** A series of four on four days, copied to the helpdesk, and moved as a whole by two hours. */
async function movedSeries() {
  const scene = createScene({ zone });
  const id = scene.calendar.asPerson.create(contentOf({ subject: 'Visit', span: spanAt(nine) }));
  scene.calendar.asPerson.repeat(id, { zone, recurrence: ['RRULE:FREQ=DAILY;COUNT=4'] });
  await runTimes(scene, 2);
  expect(starts(scene)).toEqual([23, 24, 25, 26].map((day) => `2026-11-${day}T${nine}:00Z`));
  scene.calendar.asPerson.editSeries(id, { span: spanAt(eleven) });
  await runTimes(scene, 2);
  expect(starts(scene)).toEqual(moved);
  return scene;
}

const moved = [23, 24, 25, 26].map((day) => `2026-11-${day}T${eleven}:00Z`);

async function runTimes(scene: SyncScene, times: number): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) await scene.run();
}

const starts = ({ helpdesk }: SyncScene) =>
  [...helpdesk.records.values()].map(({ content }) => content.span.start).sort();

test('after a series was moved as a whole, an installation that is set up anew knows its appointments', async () => {
  const scene = await movedSeries();
  scene.store = createMemorySyncStore();
  await runTimes(scene, 3);
  expect(starts(scene)).toEqual(moved);
});

test('so does one that knows the series as it stood before', async () => {
  const scene = createScene({ zone });
  const id = scene.calendar.asPerson.create(contentOf({ subject: 'Visit', span: spanAt(nine) }));
  scene.calendar.asPerson.repeat(id, { zone, recurrence: ['RRULE:FREQ=DAILY;COUNT=4'] });
  await runTimes(scene, 2);
  const [here, there] = [scene.store, createMemorySyncStore()];
  scene.store = there;
  await runTimes(scene, 2);
  scene.store = here;
  scene.calendar.asPerson.editSeries(id, { span: spanAt(eleven) });
  await runTimes(scene, 2);
  scene.store = there;
  await runTimes(scene, 3);
  scene.store = here;
  await runTimes(scene, 3);
  expect(starts(scene)).toEqual(moved);
});
