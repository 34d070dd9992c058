import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { attentionCauses, badgeText } from '../../../lib/app/attention';
import type { Desk } from '../../../lib/app/desk';
import { preparePopup } from '../../../lib/app/prepare-popup';
import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import { contentOf, type DeskScene, minuteMs, setUpDesk } from './desk-scene';

/** After a good run there is something new, and then no room for it. */
async function setUp() {
  const scene = setUpDesk();
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  const good = scene.popup()?.lastSyncMs;
  scene.calendar.asPerson.create(contentOf('Visit'));
  scene.pass(5 * minuteMs);
  return { ...scene, good };
}

async function fail(): Promise<never> {
  throw new DOMException('The disk is full', 'QuotaExceededError');
}

function full(desk: Desk): Desk {
  const store = { ...desk.store, applyPage: fail, changeMany: fail, change: fail, append: fail };
  return { ...desk, store, runs: { ...desk.runs, put: fail } };
}

function closed(desk: Desk): Desk {
  const store = { ...desk.store, dirty: fail, feed: fail };
  return { ...full({ ...desk, store }), upkeep: { forgetOld: fail }, runs: { ...desk.runs, lastSeq: fail, put: fail } };
}

function told(scene: DeskScene) {
  const popup = scene.popup();
  if (popup === null) throw new Error('nothing is shown');
  const { isReading, lastProblem, sync } = popup;
  return { isReading, problem: lastProblem?.kind, underWay: sync.underWay, badge: badgeText(popup) };
}

const notStored = { isReading: false, problem: 'notStored', underWay: null, badge: '!' };

test.each([
  ['the disk is full', full],
  ['the database does not open', closed],
] as const)('when %s the popup and the badge say so, and nothing is shown as under way', async (_what, broken) => {
  const scene = await setUp();
  const run = await runOnce(broken(scene.desk));
  expect(run).toMatchObject({ outcome: 'failed', problem: { kind: 'notStored' } });
  expect(told(scene)).toEqual(notStored);
});

test('a full disk is one cause, and stays it until a run can be stored again', async () => {
  const scene = await setUp();
  await runOnce(full(scene.desk));
  await preparePopup(scene.desk, { changed: 'journal' });
  expect(told(scene)).toEqual(notStored);
  const popup = scene.popup();
  expect(popup === null ? [] : attentionCauses(popup)).toMatchObject([{ kind: 'sync', key: 'sync:failed' }]);
  scene.pass(5 * minuteMs);
  await runOnce(scene.desk);
  expect(told(scene)).toEqual({ isReading: false, problem: undefined, underWay: null, badge: '' });
  expect(scene.subjects('helpdesk')).toEqual(['Visit']);
});

test('a run that could not be stored is not the last good sync', async () => {
  const scene = await setUp();
  await runOnce(full(scene.desk));
  expect(scene.popup()?.lastSyncMs).toBe(scene.good);
});
