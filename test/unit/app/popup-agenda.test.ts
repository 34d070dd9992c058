import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Desk } from '../../../lib/app/desk';
import { preparePopup } from '../../../lib/app/prepare-popup';
import { settleDead } from '../../../lib/app/settle-dead';
import { runOnce } from '../../../lib/app/sync-run';
import { entryOf } from '../../contract/link-samples';
import { account, contentOf, type DeskScene, idOf, minuteMs, setUpDesk } from './desk-scene';

/** How often links were looked through by their start, which is what making an agenda costs. */
function lookings(scene: DeskScene): () => number {
  const { store } = scene.desk;
  const { startingIn } = store;
  let count = 0;
  store.startingIn = (...asked) => {
    count += 1;
    return startingIn(...asked);
  };
  return () => {
    const before = count;
    count = 0;
    return before;
  };
}

function subjects(scene: DeskScene): readonly string[] {
  return (scene.popup()?.agenda ?? []).map(({ subject }) => subject);
}

async function withVisit(): Promise<DeskScene> {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('Visit'));
  await runOnce(scene.desk);
  expect(subjects(scene)).toEqual(['Visit']);
  return scene;
}

test('a run that finds nothing new looks no stored records through, and the agenda stands', async () => {
  const scene = await withVisit();
  const taken = lookings(scene);
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  expect(taken()).toBe(0);
  expect(subjects(scene)).toEqual(['Visit']);
  expect(scene.popup()).toMatchObject({ isReading: false, preparedAtMs: scene.desk.now() });
});

test('what a run has read stands in the agenda when it is over, without looking all through', async () => {
  const scene = await withVisit();
  const taken = lookings(scene);
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'Visit'), { subject: 'Visit, later' });
  scene.calendar.asPerson.create(contentOf('Another'));
  await runOnce(scene.desk);
  expect([...subjects(scene)].sort()).toEqual(['Another', 'Visit, later']);
  scene.calendar.asPerson.delete(idOf(scene, 'calendar', 'Visit, later'));
  await runOnce(scene.desk);
  expect(subjects(scene)).toEqual(['Another']);
  expect(taken()).toBe(0);
});

test('a worker that starts keeps the agenda, unless the last one died before it was made', async () => {
  const scene = await withVisit();
  const taken = lookings(scene);
  await preparePopup(scene.desk, { changed: 'journal' });
  expect(taken()).toBe(0);
  const { store } = scene.desk;
  const [visit] = await store.ofAccount(account);
  if (visit === undefined) throw new Error('There is no visit');
  await store.change(visit.key, () => null, entryOf(visit));
  await preparePopup(scene.desk, { changed: 'journal' });
  expect(subjects(scene)).toEqual([]);
});

test('on the next day the agenda is made anew, though nothing has changed', async () => {
  const scene = await withVisit();
  const taken = lookings(scene);
  scene.pass(24 * 60 * minuteMs);
  await runOnce(scene.desk);
  expect(taken()).toBeGreaterThan(0);
});

test('what a run has read before its worker died stands in the agenda after the next one', async () => {
  const scene = await withVisit();
  scene.calendar.asPerson.create(contentOf('Another'));
  const { desk } = scene;
  await new Promise<void>((died) => {
    const dying: Desk = {
      ...desk,
      withLock: (_name, work) => work(),
      tryLock: (_name, work) => work(),
      later: () => () => undefined,
      writePopup: async (state, agenda) => {
        if (state.isReading) return desk.writePopup(state, agenda);
        died();
        return new Promise(() => undefined);
      },
    };
    void runOnce(dying);
  });
  await settleDead(desk);
  await preparePopup(desk, { changed: 'journal' });
  await runOnce(desk);
  expect([...subjects(scene)].sort()).toEqual(['Another', 'Visit']);
});
