import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { readActivity, readRuns } from '../../../lib/app/activity';
import { approveBrake } from '../../../lib/app/brake';
import { readConflicts, resolveConflict } from '../../../lib/app/conflicts';
import { settleDead } from '../../../lib/app/settle-dead';
import { repairRun, runOnce } from '../../../lib/app/sync-run';
import { pauseSync, setSync, setTwoWay } from '../../../lib/app/sync-settings';
import { createItemCounter, readSync } from '../../../lib/app/sync-view';
import { RateLimitError } from '../../../lib/http/errors';
import { contentOf, type DeskScene, idOf, minuteMs, mondayMs, setUpDesk } from './desk-scene';

async function linked(subjects: readonly string[] = ['Visit']): Promise<DeskScene> {
  const scene = setUpDesk();
  for (const subject of subjects) scene.calendar.asPerson.create(contentOf(subject));
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  expect(scene.subjects('helpdesk')).toEqual([...subjects].sort());
  return scene;
}

async function change(scene: DeskScene) {
  scene.pass(minuteMs);
  return runOnce(scene.desk);
}

const everything = { before: null, limit: 100, direction: null, outcome: null, runId: null, search: '' };
const view = (scene: DeskScene) => readSync(scene.desk, createItemCounter());

test('switched off, a run reads and writes nothing anywhere', async () => {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('Visit'));
  await runOnce(scene.desk);
  expect(scene.subjects('helpdesk')).toEqual([]);
  expect(await view(scene)).toMatchObject({ twoWay: false, itemCount: 1, health: { kind: 'off' } });
});

test('switched on, what was read before is copied both ways', async () => {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('From the calendar'));
  scene.helpdesk.asPerson.create(contentOf('From the helpdesk'));
  await runOnce(scene.desk);
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  const both = ['From the calendar', 'From the helpdesk'];
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([both, both]);
  expect([scene.helpdesk.outbox, scene.calendar.outbox]).toEqual([[], []]);
});

test('edits and deletions are followed on the other side, whichever it is', async () => {
  const scene = await linked(['Visit', 'Call', 'Repair']);
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'Visit'), { subject: 'Visit, moved' });
  scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Call'), { location: 'Room 2' });
  scene.calendar.asPerson.delete(idOf(scene, 'calendar', 'Repair'));
  await change(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Call', 'Visit, moved']);
  expect([...scene.calendar.records.values()].map(({ content }) => content.location).sort()).toEqual(['', 'Room 2']);
});

test('a run that finds another one under way does not begin', async () => {
  const scene = await linked();
  const [first, second] = await Promise.all([runOnce(scene.desk), runOnce(scene.desk)]);
  expect([first?.outcome, second]).toEqual(['done', null]);
});

test('the activity says what went where, and the run what it did', async () => {
  const scene = await linked();
  const [run] = await readRuns(scene.desk, 10);
  expect(run).toMatchObject({ kind: 'sync', outcome: 'done', canUndo: true, counts: { helpdesk: { created: 1 } } });
  const { rows } = await readActivity(scene.desk, { ...everything, outcome: 'done' });
  expect(rows).toMatchObject([{ direction: 'inbound', action: 'create', subject: 'Visit', canUndo: true }]);
  // That it was asked for goes without saying once there is an answer.
  expect((await readActivity(scene.desk, everything)).rows).toEqual(rows);
  const outbound = await readActivity(scene.desk, { ...everything, direction: 'outbound' });
  expect(outbound.rows).toEqual([]);
});

test('one field changed on both sides waits for the agent, and the decision holds', async () => {
  const scene = await linked();
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'Visit'), { subject: 'Calendar says', location: 'Room 1' });
  scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Visit'), { subject: 'Helpdesk says' });
  await change(scene);
  const [conflict] = await readConflicts(scene.desk);
  expect(conflict?.fields).toEqual([
    { field: 'subject', helpdesk: 'Helpdesk says', calendar: 'Calendar says', shownAs: null, ancestor: 'Visit' },
  ]);
  expect(await view(scene)).toMatchObject({ conflictCount: 1, health: { kind: 'attention', what: 'conflicts' } });
  await resolveConflict(scene.desk, {
    linkId: conflict?.linkId ?? '',
    choices: [{ field: 'subject', winner: 'helpdesk', remember: true }],
  });
  await change(scene);
  expect([scene.subjects('calendar'), scene.subjects('helpdesk')]).toEqual([['Helpdesk says'], ['Helpdesk says']]);
  expect(await readConflicts(scene.desk)).toEqual([]);
  expect(scene.settings().sync.fieldRules).toEqual({ subject: 'helpdesk' });
  expect([...scene.helpdesk.records.values()][0]?.content.location).toBe('Room 1');
});

test('sides that never agreed are decided field by field', async () => {
  const scene = setUpDesk();
  const helpdeskId = scene.helpdesk.asPerson.create(contentOf('Helpdesk says', { location: 'Room 1' }));
  scene.calendar.asPerson.create(contentOf('Calendar says', { location: 'Room 2' }), { twinId: helpdeskId });
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  const [conflict] = await readConflicts(scene.desk);
  expect(conflict?.fields.map(({ field }) => field).sort()).toEqual(['location', 'subject']);
  await resolveConflict(scene.desk, {
    linkId: conflict?.linkId ?? '',
    choices: [{ field: 'subject', winner: 'calendar', remember: false }],
  });
  await change(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Calendar says']);
  const [left] = await readConflicts(scene.desk);
  expect(left?.fields.map(({ field, ancestor }) => [field, ancestor])).toEqual([['location', null]]);
});

test('many deletions at once stop the run, are told once, and are done when approved', async () => {
  const subjects = Array.from({ length: 15 }, (_, index) => `Visit ${String(index).padStart(2, '0')}`);
  const scene = await linked(subjects);
  for (const subject of subjects) scene.calendar.asPerson.delete(idOf(scene, 'calendar', subject));
  expect((await change(scene))?.outcome).toBe('braked');
  await change(scene);
  expect(scene.subjects('helpdesk')).toHaveLength(15);
  const { brake, health } = await view(scene);
  expect(brake).toMatchObject({ kind: 'manyRemovals', side: 'helpdesk', count: 15 });
  expect(brake?.items).toHaveLength(15);
  expect(health).toMatchObject({ kind: 'attention', what: 'brake' });
  expect((await readActivity(scene.desk, everything)).rows.filter(({ action }) => action === 'braked')).toHaveLength(
    15,
  );
  scene.pass(minuteMs);
  await approveBrake(scene.desk, brake?.runId ?? '');
  expect(scene.subjects('helpdesk')).toEqual([]);
  expect((await view(scene)).brake).toBeNull();
});

test('"Repair" lists everything and deletes nothing; the next run still may', async () => {
  const subjects = ['Call', 'Lunch', 'Repair', 'Visit'];
  const scene = await linked(subjects);
  scene.helpdesk.asPerson.delete(idOf(scene, 'helpdesk', 'Visit'));
  scene.calendar.asPerson.delete(idOf(scene, 'calendar', 'Lunch'));
  scene.pass(minuteMs);
  const run = await runOnce(scene.desk, repairRun);
  expect(run).toMatchObject({ kind: 'repair', outcome: 'done' });
  expect(scene.subjects('calendar')).toEqual(['Call', 'Repair', 'Visit']);
  expect(scene.subjects('helpdesk')).toEqual(['Call', 'Lunch', 'Repair']);
  await change(scene);
  expect(scene.subjects('calendar')).toEqual(['Call', 'Repair']);
  expect(scene.subjects('helpdesk')).toEqual(['Call', 'Repair']);
});

test('paused, nothing is read or written; afterwards nothing was missed', async () => {
  const scene = await linked();
  await pauseSync(scene.desk, { until: 'inAnHour' });
  scene.calendar.edit(idOf(scene, 'calendar', 'Visit'), 'Visit, moved');
  expect(await change(scene)).toBeNull();
  expect(await view(scene)).toMatchObject({
    health: { kind: 'paused', why: 'agent', untilMs: mondayMs + 60 * minuteMs },
  });
  scene.pass(60 * minuteMs);
  await runOnce(scene.desk);
  expect(scene.subjects('helpdesk')).toEqual(['Visit, moved']);
});

test('a direction that was switched off and on again brings what happened meanwhile', async () => {
  const scene = await linked();
  await setSync(scene.desk, { allowed: { side: 'helpdesk', action: 'update', on: false } });
  scene.calendar.edit(idOf(scene, 'calendar', 'Visit'), 'Visit, moved');
  await change(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Visit']);
  await setSync(scene.desk, { allowed: { side: 'helpdesk', action: 'update', on: true } });
  await change(scene);
  expect(scene.subjects('helpdesk')).toEqual(['Visit, moved']);
});

test.each([
  ['ahead', { daysAhead: 400 }, '2027-08-02'],
  ['back', { daysBack: 200 }, '2026-08-03'],
] as const)('a window that is wider %s reads what lies in it', async (_where, wider, day) => {
  const scene = setUpDesk();
  await setTwoWay(scene.desk, true);
  const far = { kind: 'timed', start: `${day}T09:00:00Z`, end: `${day}T10:00:00Z`, zone: 'UTC' } as const;
  scene.helpdesk.asPerson.create(contentOf('Far away', { span: far }));
  await runOnce(scene.desk);
  expect(scene.subjects('calendar')).toEqual([]);
  await setSync(scene.desk, wider);
  await change(scene);
  expect(scene.subjects('calendar')).toEqual(['Far away']);
});

test('a side that asks to be left alone is left alone until then, and the agent is told', async () => {
  const scene = await linked();
  scene.calendar.failNext(new RateLimitError('slow down', mondayMs + 10 * minuteMs), 'before');
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  expect((await view(scene)).health).toEqual({ kind: 'paused', why: 'quota', untilMs: mondayMs + 10 * minuteMs });
  const asked = scene.calendar.calls.length;
  await runOnce(scene.desk);
  expect(scene.calendar.calls).toHaveLength(asked);
  scene.pass(10 * minuteMs);
  await runOnce(scene.desk);
  expect((await view(scene)).health.kind).toBe('connected');
});

test('each filter counts what it would leave out', async () => {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('Free', { showAs: 'free' }));
  scene.calendar.asPerson.create(contentOf('Secret', { isPrivate: true }));
  scene.calendar.asPerson.create(contentOf('Plain'));
  await runOnce(scene.desk);
  expect(await view(scene)).toMatchObject({ itemCount: 3, filterCounts: { free: 1, private: 1, allDay: 0 } });
});

test('"Sync now" that wakes the worker waits until what its last life has left is put right, and then runs', async () => {
  const scene = setUpDesk();
  const { reviews } = scene.desk;
  let isRead = () => {};
  const waiting = new Promise<void>((resolve) => {
    isRead = resolve;
  });
  const slow = { ...reviews, read: () => waiting.then(() => reviews.read()) };
  const settling = settleDead({ ...scene.desk, reviews: slow });
  const run = runOnce(scene.desk);
  isRead();
  await settling;
  expect((await run)?.outcome).toBe('done');
});

test('a run that the worker did not live to end is closed with what it did, and can be undone', async () => {
  const scene = setUpDesk();
  for (const subject of ['Visit', 'Call', 'Repair']) scene.helpdesk.asPerson.create(contentOf(subject));
  await setTwoWay(scene.desk, true);
  const { create } = scene.calendar.port;
  let made = 0;
  const died = new Promise<void>((resolve) => {
    Object.assign(scene.calendar.port, {
      create: async (creation: Parameters<typeof create>[0]) => {
        made += 1;
        if (made < 3) return create(creation);
        resolve();
        return new Promise(() => undefined);
      },
    });
  });
  void runOnce({ ...scene.desk, tryLock: async (_name, work) => work(), withLock: async (_name, work) => work() });
  await died;
  expect(scene.popup()?.isReading).toBe(true);
  await settleDead(scene.desk);
  expect(scene.popup()?.isReading).toBe(false);
  const [run] = await readRuns(scene.desk, 1);
  expect(run).toMatchObject({ outcome: 'stopped', canUndo: true, counts: { calendar: { created: 2 } } });
});
