import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import { UnreachableError } from '../../../lib/http/errors';
import type { DeskScene } from './desk-scene';
import { account, contentOf, setUpDesk } from './desk-scene';
import { apply, dates, dayMs, leaving, listed, made, visits } from './series-scene';

test('a date of yesterday that was moved behind the next one is still to come: the series is left alone, and named', async () => {
  const scene = await made();
  const [masterId = ''] = scene.calendar.series.keys();
  const span = { kind: 'timed', start: '2026-12-10T10:00:00Z', end: '2026-12-10T11:00:00Z', zone: 'UTC' } as const;
  scene.calendar.asPerson.editOccurrence(masterId, dates[1] ?? '', { span });
  await runOnce(scene.desk);
  scene.pass(9 * dayMs);
  await runOnce(scene.desk);
  const { rows, review } = await listed(scene, leaving);
  expect(rows).toEqual([]);
  expect(review?.leftOut).toMatchObject([{ reason: 'it was changed since' }]);
});

const lost = (reason: 'timeout' | 'offline') => new UnreachableError('no answer', reason, 'calendar.example', 0);

/** What is taken away acts without an answer; `alsoReads`: and nobody can look whether it did. Until the answer is called. */
function loseAnswers({ calendar: { port } }: DeskScene, alsoReads: boolean): () => void {
  const { remove, read } = port;
  Object.assign(port, {
    remove: async (...asked: Parameters<typeof remove>) => {
      await remove.apply(port, asked);
      if (alsoReads) Object.assign(port, { read: () => Promise.reject(lost('timeout')) });
      throw lost('timeout');
    },
  });
  return () => void Object.assign(port, { remove, read });
}

/** The undo of what was made in the calendar. */
async function undoing({ desk }: DeskScene) {
  const asked = { account, runId: null, before: null, limit: 50, search: '', side: 'calendar' } as const;
  const { lines } = await desk.searchJournal(asked);
  return { kind: 'undo', seq: lines.find(({ action }) => action === 'create')?.seq ?? 0 } as const;
}

async function laterRuns(scene: DeskScene): Promise<void> {
  for (let n = 0; n < 2; n += 1) {
    scene.pass(dayMs / 24);
    await runOnce(scene.desk);
  }
}

test('a series whose end was not answered is looked for: it is told as done, and no appointment follows it', async () => {
  const scene = await made();
  await listed(scene, await undoing(scene));
  const restore = loseAnswers(scene, false);
  expect(await apply(scene)).toMatchObject({ outcome: 'done', counts: { calendar: { removed: 1, failed: 0 } } });
  restore();
  await laterRuns(scene);
  expect(visits(scene)).toEqual({ rules: [], appointments: dates });
});

test('where nobody can look either, that is told as a failure, no appointment follows, and a second press is good', async () => {
  const scene = await made();
  const undo = await undoing(scene);
  await listed(scene, undo);
  const restore = loseAnswers(scene, true);
  expect(await apply(scene)).toMatchObject({ counts: { calendar: { removed: 0, failed: 1 } } });
  restore();
  await laterRuns(scene);
  expect(visits(scene)).toEqual({ rules: [], appointments: dates });
  expect((await listed(scene, undo)).rows).toEqual([]);
});

test.each([false, true])(
  'what was typed in the helpdesk stays when its copy is taken back without an answer (nobody can look: %s)',
  async (alsoReads) => {
    const scene = setUpDesk();
    await setTwoWay(scene.desk, true);
    scene.helpdesk.asPerson.create(contentOf('Own'));
    scene.calendar.asPerson.create(contentOf('Other', {}, 25));
    await runOnce(scene.desk);
    const undo = await undoing(scene);
    expect((await listed(scene, undo)).rows).toHaveLength(1);
    const restore = loseAnswers(scene, alsoReads);
    await apply(scene);
    restore();
    await laterRuns(scene);
    expect(scene.subjects('calendar')).toEqual(['Other']);
    expect(scene.subjects('helpdesk')).toContain('Own');
    const again = await listed(scene, undo);
    expect(again.rows).toHaveLength(alsoReads ? 1 : 0);
    if (alsoReads) expect(await apply(scene)).toMatchObject({ outcome: 'done', counts: { calendar: { failed: 0 } } });
    expect((await listed(scene, undo)).rows).toEqual([]);
  },
);
