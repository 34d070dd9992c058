import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { releaseSide } from '../../../lib/app/release-side';
import { runOnce } from '../../../lib/app/sync-run';
import { setSync, setTwoWay } from '../../../lib/app/sync-settings';
import type { Side } from '../../../lib/domain/appointment';
import { account, contentOf, type DeskScene, idOf, minuteMs, setUpDesk } from './desk-scene';

/** A run in whose middle, while the side is asked for what is new, the agent does something. */
async function runAndMeanwhile(scene: DeskScene, side: Side, act: () => Promise<void>): Promise<void> {
  const { port } = scene[side];
  const { readChanges } = port;
  let isAsked = false;
  port.readChanges = async (request) => {
    const reading = await readChanges(request);
    isAsked = true;
    await act();
    return reading;
  };
  scene.pass(minuteMs);
  const run = await runOnce(scene.desk);
  port.readChanges = readChanges;
  expect(isAsked).toBe(true);
  expect(run?.problem).toBeNull();
}

async function runAgain(scene: DeskScene): Promise<void> {
  scene.pass(minuteMs);
  await runOnce(scene.desk);
}

test('a direction that is switched on while a run reads holds for what that run has read', async () => {
  const scene = setUpDesk();
  await setTwoWay(scene.desk, true);
  await setSync(scene.desk, { allowed: { side: 'helpdesk', action: 'create', on: false } });
  await runOnce(scene.desk);
  scene.calendar.asPerson.create(contentOf('Visit'));
  await runAndMeanwhile(scene, 'calendar', () =>
    setSync(scene.desk, { allowed: { side: 'helpdesk', action: 'create', on: true } }),
  );
  await runAgain(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Visit']);
});

test('a window that is widened while a run reads is read by the next one', async () => {
  const scene = setUpDesk();
  await setTwoWay(scene.desk, true);
  const far = { kind: 'timed', start: '2027-08-02T09:00:00Z', end: '2027-08-02T10:00:00Z', zone: 'UTC' } as const;
  scene.helpdesk.asPerson.create(contentOf('Far away', { span: far }));
  await runOnce(scene.desk);
  await runAndMeanwhile(scene, 'helpdesk', () => setSync(scene.desk, { daysAhead: 400 }));
  await runAgain(scene);
  expect(scene.subjects('calendar')).toEqual(['Far away']);
});

test('a calendar that is let go of while it is read is read from its beginning when it comes back', async () => {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('Visit'));
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  scene.calendar.edit(idOf(scene, 'calendar', 'Visit'), 'Visit, moved');
  await runAndMeanwhile(scene, 'calendar', () => releaseSide(scene.desk, account, 'calendar'));
  expect((await scene.desk.store.feed(account, 'calendar')).cursor).toBeNull();
  await runAgain(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Visit, moved']);
  expect(scene.subjects('calendar')).toEqual(['Visit, moved']);
});
