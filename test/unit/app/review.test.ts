import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { readActivity, readRuns } from '../../../lib/app/activity';
import { applyReview } from '../../../lib/app/apply-review';
import { prepareReview } from '../../../lib/app/prepare-review';
import {
  beginApplying,
  closeReview,
  readReview,
  reviewRows,
  startReview,
  stopReview,
  tickReview,
} from '../../../lib/app/review';
import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import { RateLimitError } from '../../../lib/http/errors';
import type { RequestData } from '../../../lib/messages/protocol';
import { contentOf, type DeskScene, idOf, minuteMs, mondayMs, setUpDesk } from './desk-scene';

async function prepared({ desk }: DeskScene, asked: RequestData<'startReview'>) {
  await startReview(desk, asked);
  await prepareReview(desk);
  return readReview(desk);
}

async function applied({ desk }: DeskScene) {
  await beginApplying(desk);
  await applyReview(desk);
  return readReview(desk);
}

const firstPage = { offset: 0, limit: 50, search: '' };

test('an import is looked through first, and makes what is ticked', async () => {
  const scene = setUpDesk();
  for (const subject of ['Visit', 'Call', 'Lunch']) scene.calendar.asPerson.create(contentOf(subject));
  expect(await prepared(scene, { kind: 'import' })).toMatchObject({
    state: 'ready',
    total: 3,
    ticked: 3,
    counts: { create: 3 },
  });
  expect(scene.subjects('helpdesk')).toEqual([]);
  const { rows } = await reviewRows(scene.desk, { ...firstPage, search: 'lun' });
  expect(rows).toMatchObject([
    { subject: 'Lunch', action: 'create', side: 'helpdesk', why: 'onlyThere', isTicked: true },
  ]);
  const ticked = await tickReview(scene.desk, { linkIds: rows.map(({ linkId }) => linkId), on: false });
  expect(ticked.ticked).toBe(2);
  const done = await applied(scene);
  expect(done).toMatchObject({
    state: 'done',
    progress: 2,
    report: { kind: 'import', outcome: 'done', counts: { helpdesk: { created: 2 } } },
    seenOn: { side: 'helpdesk', url: 'https://acme.example/calendar' },
  });
  expect(scene.subjects('helpdesk')).toEqual(['Call', 'Visit']);
  expect(scene.settings().twoWay).toEqual({});
});

test('a second import changes nothing', async () => {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('Visit'));
  await prepared(scene, { kind: 'import' });
  await applied(scene);
  expect(await prepared(scene, { kind: 'import' })).toMatchObject({ state: 'ready', total: 0 });
});

test('series are imported by their own button, one appointment per occurrence', async () => {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('Visit'));
  scene.calendar.asPerson.createSeries(contentOf('Weekly'), { zone: 'UTC', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
  expect(await prepared(scene, { kind: 'import' })).toMatchObject({ total: 1 });
  expect(await prepared(scene, { kind: 'importRecurring' })).toMatchObject({ total: 3 });
  await applied(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Weekly', 'Weekly', 'Weekly']);
});

test('a push makes what the helpdesk holds, and mails nobody', async () => {
  const scene = setUpDesk();
  const attendees = [{ email: 'ann@customer.example', name: 'Ann', role: 'customer' }] as const;
  scene.helpdesk.asPerson.create(contentOf('Visit', { attendees }));
  await prepared(scene, { kind: 'push' });
  await applied(scene);
  expect([scene.subjects('calendar'), scene.calendar.outbox]).toEqual([['Visit'], []]);
});

test('only what was made can be looked at, on the page of the stored account', async () => {
  const scene = setUpDesk();
  scene.helpdesk.asPerson.create(contentOf('Visit'));
  expect(await prepared(scene, { kind: 'push' })).not.toHaveProperty('seenOn');
  const pushed = await applied(scene);
  const email = scene.settings().calendar?.email;
  expect(pushed?.seenOn).toEqual({ side: 'calendar', url: `https://calendar.example/?of=${email}` });
  await prepared(scene, { kind: 'undo', runId: pushed?.report?.id ?? '' });
  expect(await applied(scene)).not.toHaveProperty('seenOn');

  const stopped = setUpDesk();
  stopped.calendar.asPerson.create(contentOf('Visit'));
  await prepared(stopped, { kind: 'import' });
  await tickReview(stopped.desk, { linkIds: 'all', on: false });
  expect(await applied(stopped)).not.toHaveProperty('seenOn');
});

test('ticking all and none changes every row, those looked at and the others', async () => {
  const scene = setUpDesk();
  for (let index = 0; index < 5; index += 1) scene.calendar.asPerson.create(contentOf(`Visit ${index}`));
  await prepared(scene, { kind: 'import' });
  const { rows } = await reviewRows(scene.desk, firstPage);
  await tickReview(scene.desk, { linkIds: [rows[0]?.linkId ?? ''], on: false });
  expect((await tickReview(scene.desk, { linkIds: 'all', on: false })).ticked).toBe(0);
  expect((await tickReview(scene.desk, { linkIds: [rows[3]?.linkId ?? ''], on: true })).ticked).toBe(1);
  await applied(scene);
  expect(scene.subjects('helpdesk')).toEqual([rows[3]?.subject]);
});

test('stopped, what was done stays, and the rest is left', async () => {
  const scene = setUpDesk();
  for (let index = 0; index < 30; index += 1) scene.calendar.asPerson.create(contentOf(`Visit ${index}`));
  await prepared(scene, { kind: 'import' });
  await beginApplying(scene.desk);
  const { createMany } = scene.helpdesk.port;
  scene.helpdesk.port.createMany = async (creations) => {
    await stopReview(scene.desk);
    return (await createMany?.(creations)) ?? [];
  };
  await applyReview(scene.desk);
  expect(await readReview(scene.desk)).toMatchObject({ state: 'stopped', report: { outcome: 'stopped' } });
  expect(scene.subjects('helpdesk').length).toBeLessThan(30);
  const left = 30 - scene.subjects('helpdesk').length;
  await applied(scene);
  expect([left > 0, scene.subjects('helpdesk').length]).toEqual([true, 30]);
});

test('an import that the quota stops goes on when the side may be asked again', async () => {
  const scene = setUpDesk();
  for (let index = 0; index < 30; index += 1) scene.calendar.asPerson.create(contentOf(`Visit ${index}`));
  await prepared(scene, { kind: 'import' });
  await beginApplying(scene.desk);
  const { createMany } = scene.helpdesk.port;
  let requests = 0;
  scene.helpdesk.port.createMany = async (creations) => {
    requests += 1;
    if (requests === 2) throw new RateLimitError('slow down', mondayMs + 10 * minuteMs);
    return (await createMany?.(creations)) ?? [];
  };
  expect(await applyReview(scene.desk)).toBe(mondayMs + 10 * minuteMs);
  expect(await readReview(scene.desk)).toMatchObject({ state: 'applying' });
  expect(scene.subjects('helpdesk')).toHaveLength(25);
  scene.pass(10 * minuteMs);
  expect(await applyReview(scene.desk)).toBeNull();
  expect(await readReview(scene.desk)).toMatchObject({
    state: 'done',
    report: { counts: { helpdesk: { created: 30, failed: 0 } } },
  });
  expect(scene.subjects('helpdesk')).toHaveLength(30);
});

test('a worker that dies in the middle of an import goes on where it was, and makes nothing twice', async () => {
  const scene = setUpDesk();
  for (let index = 0; index < 30; index += 1) scene.calendar.asPerson.create(contentOf(`Visit ${index}`));
  await prepared(scene, { kind: 'import' });
  await beginApplying(scene.desk);
  const { createMany } = scene.helpdesk.port;
  let requests = 0;
  const died = new Promise<void>((resolve) => {
    scene.helpdesk.port.createMany = async (creations) => {
      const records = (await createMany?.(creations)) ?? [];
      requests += 1;
      if (requests === 1) return records;
      resolve();
      return new Promise(() => undefined);
    };
  });
  // Its locks die with the worker.
  void applyReview({ ...scene.desk, withLock: async (_name, work) => work() });
  await died;
  Object.assign(scene.helpdesk.port, { createMany });
  scene.pass(minuteMs);
  await applyReview(scene.desk);
  expect(await readReview(scene.desk)).toMatchObject({
    state: 'done',
    report: { counts: { helpdesk: { created: 30 } } },
  });
  expect(scene.subjects('helpdesk')).toHaveLength(30);
  const runId = (await readReview(scene.desk))?.report?.id ?? '';
  expect(await prepared(scene, { kind: 'import' })).toMatchObject({ total: 0 });
  expect(await prepared(scene, { kind: 'undo', runId })).toMatchObject({ total: 30 });
});

test('with one side not connected nothing is looked through', async () => {
  const scene = setUpDesk();
  await scene.desk.changeSettings((settings) => ({ ...settings, calendar: null }));
  expect(await prepared(scene, { kind: 'import' })).toMatchObject({
    state: 'failed',
    problem: { kind: 'notConnected', side: 'calendar' },
  });
  await closeReview(scene.desk);
  expect(await readReview(scene.desk)).toBeNull();
});

async function imported(): Promise<DeskScene & { readonly runId: string }> {
  const scene = setUpDesk();
  for (const subject of ['Visit', 'Call']) scene.calendar.asPerson.create(contentOf(subject));
  await prepared(scene, { kind: 'import' });
  const done = await applied(scene);
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  return { ...scene, runId: done?.report?.id ?? '' };
}

async function settled(scene: DeskScene) {
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  scene.pass(minuteMs);
  await runOnce(scene.desk);
}

test('undo of an import removes what it made, and the calendar keeps its own', async () => {
  const scene = await imported();
  expect(await prepared(scene, { kind: 'undo', runId: scene.runId })).toMatchObject({
    total: 2,
    counts: { remove: 2 },
  });
  expect(await applied(scene)).toMatchObject({ state: 'done', report: { counts: { helpdesk: { removed: 2 } } } });
  await settled(scene);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([[], ['Call', 'Visit']]);
});

test('undo leaves what was touched since, and says so', async () => {
  const scene = await imported();
  scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Call'), { subject: 'Call, with the customer' });
  const review = await prepared(scene, { kind: 'undo', runId: scene.runId });
  expect(review).toMatchObject({ total: 1, leftOut: [{ subject: 'Call', reason: 'it was changed since' }] });
  await applied(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Call, with the customer']);
});

test('touched between the review and its doing, it stays too', async () => {
  const scene = await imported();
  await prepared(scene, { kind: 'undo', runId: scene.runId });
  scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Call'), { subject: 'Call, with the customer' });
  await applied(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Call, with the customer']);
  const { rows } = await readActivity(scene.desk, {
    ...{ before: null, limit: 50, direction: null, runId: null, search: '' },
    outcome: 'skipped',
  });
  expect(rows).toMatchObject([{ action: 'remove', problem: { kind: 'changedMeanwhile' } }]);
});

test('an import writes to the helpdesk alone, and deletes nothing there, whatever has happened since it was looked at', async () => {
  const scene = setUpDesk();
  for (const subject of ['Visit', 'Call']) scene.calendar.asPerson.create(contentOf(subject));
  await prepared(scene, { kind: 'import' });
  await applied(scene);
  // What two-way sync owes beside is not the import's.
  await setTwoWay(scene.desk, true);
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'Visit'), { subject: 'Visit, moved' });
  scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Visit'), { location: 'Hall' });
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'Call'), { subject: 'Call back' });
  expect(await prepared(scene, { kind: 'import' })).toMatchObject({ total: 2, counts: { update: 2, remove: 0 } });
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'Call back'), { subject: 'Call' });
  scene.calendar.asPerson.delete(idOf(scene, 'calendar', 'Call'));
  await applied(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Call', 'Visit, moved']);
  expect([...scene.calendar.records.values()].map(({ content }) => content.location)).toEqual(['']);
});

test('undo of an update puts the fields back, and the other side does not follow', async () => {
  const scene = await imported();
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'Visit'), { subject: 'Visit, moved', location: 'Room 3' });
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  const [run] = await readRuns(scene.desk, 1);
  expect(await prepared(scene, { kind: 'undo', runId: run?.id ?? '' })).toMatchObject({ counts: { update: 1 } });
  await applied(scene);
  await settled(scene);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([
    ['Call', 'Visit'],
    ['Call', 'Visit, moved'],
  ]);
});

test('undo of an update leaves a field that was changed again since, whoever did it, and says so', async () => {
  const scene = await imported();
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'Visit'), { subject: 'Visit, moved' });
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  const [run] = await readRuns(scene.desk, 1);
  scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Visit, moved'), { subject: 'Visit, at noon' });
  const review = await prepared(scene, { kind: 'undo', runId: run?.id ?? '' });
  expect(review).toMatchObject({ total: 0, leftOut: [{ subject: 'Visit, moved', reason: 'it was changed since' }] });
  await applied(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Call', 'Visit, at noon']);
});

test('undo of a removal makes it again on its side alone, and one line can be undone by itself', async () => {
  const scene = await imported();
  scene.calendar.asPerson.delete(idOf(scene, 'calendar', 'Visit'));
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  expect(scene.subjects('helpdesk')).toEqual(['Call']);
  const { rows } = await readActivity(scene.desk, {
    ...{ before: null, limit: 50, direction: null, runId: null, search: '' },
    outcome: 'done',
  });
  const removal = rows.find(({ action }) => action === 'remove');
  expect(removal?.canUndo).toBe(true);
  await prepared(scene, { kind: 'undo', seq: removal?.seq ?? 0 });
  await applied(scene);
  await settled(scene);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([['Call', 'Visit'], ['Call']]);
});

test('a worker that dies while it takes something back loses nothing: the calendar keeps its event', async () => {
  const scene = await imported();
  await prepared(scene, { kind: 'undo', runId: scene.runId });
  await beginApplying(scene.desk);
  const { remove } = scene.helpdesk.port;
  const died = new Promise<void>((resolve) => {
    Object.assign(scene.helpdesk.port, {
      // The request acts; whoever asked does not live to hear of it.
      remove: async (target: Parameters<typeof remove>[0]) => {
        await remove(target);
        resolve();
        return new Promise(() => undefined);
      },
    });
  });
  // Its locks die with the worker.
  void applyReview({ ...scene.desk, withLock: async (_name, work) => work() });
  await died;
  Object.assign(scene.helpdesk.port, { remove });
  // The next worker lists everything, a day later, before it comes to the review.
  scene.pass(25 * 60 * minuteMs);
  await settled(scene);
  expect(scene.subjects('calendar')).toEqual(['Call', 'Visit']);
  await applyReview(scene.desk);
  await settled(scene);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([[], ['Call', 'Visit']]);
});

test('before leaving a side, what Docket made there is taken back', async () => {
  const scene = await imported();
  expect(await prepared(scene, { kind: 'disconnect', side: 'helpdesk' })).toMatchObject({
    total: 2,
    counts: { remove: 2 },
  });
  await applied(scene);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([[], ['Call', 'Visit']]);
});
