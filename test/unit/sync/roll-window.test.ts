import { expect, test } from 'vitest';
import { contentOf } from './link-scene';
import { asked, createScene, type SyncScene } from './sync-scene';

const dayMs = 24 * 3_600_000;

/** Some days pass: clock and window go on. */
async function runAfter(scene: SyncScene, days: number): Promise<void> {
  const { window } = scene.rules;
  scene.clock.nowMs += days * dayMs;
  scene.rules = {
    ...scene.rules,
    window: { startMs: window.startMs + days * dayMs, endMs: window.endMs + days * dayMs },
  };
  // As often as a listing is due, the window would be read anew in any case.
  await scene.run({ listEveryMs: 1_000 * dayMs });
}

function at(ms: number) {
  const text = (atMs: number) => `${new Date(atMs).toISOString().slice(0, 19)}Z`;
  return { kind: 'timed', start: text(ms), end: text(ms + 3_600_000), zone: 'Europe/London' } as const;
}

test('an event beyond the window is copied when the window has come to it, without being asked for again', async () => {
  const scene = createScene();
  const { endMs } = scene.rules.window;
  scene.calendar.asPerson.create(contentOf({ span: at(endMs + 5 * dayMs) }));
  await runAfter(scene, 0);
  await runAfter(scene, 4);
  expect(scene.helpdesk.records.size).toBe(0);
  const calls = asked(scene);
  await runAfter(scene, 4);
  expect(scene.helpdesk.records.size).toBe(1);
  expect(calls().filter((call) => call.startsWith('calendar'))).toEqual(['calendar readPage']);
});

test('a series without end goes on with the window', async () => {
  const scene = createScene();
  const { startMs } = scene.rules.window;
  scene.calendar.asPerson.createSeries(contentOf({ span: at(startMs + 30 * dayMs) }), {
    zone: 'Europe/London',
    recurrence: ['RRULE:FREQ=WEEKLY'],
  });
  await runAfter(scene, 0);
  const before = scene.helpdesk.records.size;
  await runAfter(scene, 14);
  expect(scene.helpdesk.records.size).toBe(before + 2);
});

test('what has left the window stays where it is, on both sides', async () => {
  const scene = createScene();
  const { startMs } = scene.rules.window;
  scene.calendar.asPerson.create(contentOf({ span: at(startMs + dayMs) }));
  await runAfter(scene, 0);
  await runAfter(scene, 10);
  await runAfter(scene, 10);
  await scene.run({ want: 'listing' });
  expect([scene.helpdesk.records.size, scene.calendar.records.size]).toEqual([1, 1]);
});
