import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { applyReview } from '../../../lib/app/apply-review';
import { madeByDocket } from '../../../lib/app/disconnect';
import { beginApplying, readReview } from '../../../lib/app/review';
import { runOnce } from '../../../lib/app/sync-run';
import { googleEmails } from '../../fixtures/google-seed';
import { linkOf } from '../sync/link-scene';
import { account, contentOf, type DeskScene } from './desk-scene';
import { apply, dates, dayMs, leaving, listed, made, save, visits, weekly } from './series-scene';
import { setUpStrictDesk } from './strict-scene';

test.each([0, 1, 2])(
  'leaving the calendar takes back a whole series of the form of which nothing is over, after %i runs of the sync',
  async (runs) => {
    const scene = await made(weekly, Math.max(1, runs));
    expect((await madeByDocket(scene.desk, 'calendar')).items).toMatchObject([{ subject: 'Visit' }]);
    const { rows } = await listed(scene, leaving);
    expect(rows).toMatchObject([{ subject: 'Visit', action: 'remove', series: { dates: 4, past: 0 } }]);
    const before = visits(scene).appointments;
    expect(await apply(scene)).toMatchObject({ outcome: 'done', counts: { calendar: { removed: 1, failed: 0 } } });
    scene.pass(dayMs);
    for (let n = 0; n < 3; n += 1) await runOnce(scene.desk);
    expect(visits(scene)).toEqual({ rules: [], appointments: before });
    expect((await madeByDocket(scene.desk, 'calendar')).items).toEqual([]);
  },
);

test('a series of which dates are over is cut before the next one, and what is over stays on both sides', async () => {
  const scene = await made();
  scene.pass(9 * dayMs);
  await runOnce(scene.desk);
  expect((await madeByDocket(scene.desk, 'calendar')).items).toHaveLength(1);
  const { rows } = await listed(scene, leaving);
  expect(rows).toMatchObject([{ startMs: Date.parse(dates[2] ?? ''), series: { dates: 2, past: 2 } }]);
  expect(await apply(scene)).toMatchObject({ outcome: 'done', counts: { calendar: { removed: 1 } } });
  expect(visits(scene)).toEqual({
    rules: [['RRULE:FREQ=WEEKLY;UNTIL=20261208T095959Z']],
    appointments: dates,
  });
  scene.pass(dayMs);
  for (let n = 0; n < 3; n += 1) await runOnce(scene.desk);
  expect(visits(scene).appointments).toEqual(dates);
  expect(scene.calendar.outbox).toEqual([]);
});

test('a series without end says so, and ends', async () => {
  const scene = await made(['RRULE:FREQ=WEEKLY']);
  scene.pass(40 * dayMs);
  await runOnce(scene.desk);
  expect((await listed(scene, leaving)).rows).toMatchObject([{ series: { dates: null, past: 6 } }]);
  await apply(scene);
  expect(visits(scene).rules).toEqual([['RRULE:FREQ=WEEKLY;UNTIL=20270105T095959Z']]);
});

test('of a series whose first date was cancelled the others are taken back', async () => {
  const scene = await made();
  const [masterId = ''] = scene.calendar.series.keys();
  scene.calendar.asPerson.cancelOccurrence(masterId, dates[0] ?? '');
  for (let n = 0; n < 2; n += 1) await runOnce(scene.desk);
  expect(visits(scene).appointments).toEqual(dates.slice(1));
  expect((await listed(scene, leaving)).rows).toMatchObject([{ series: { dates: 3, past: 0 } }]);
  await apply(scene);
  expect(visits(scene).rules).toEqual([]);
});

test.each([
  ['retitled', (scene: DeskScene, id: string) => scene.calendar.asPerson.editSeries(id, { subject: 'Check' })],
  [
    'given another rule',
    (scene: DeskScene, id: string) => scene.calendar.asPerson.editSeries(id, {}, ['RRULE:FREQ=DAILY;COUNT=9']),
  ],
  [
    'changed in one of its dates',
    (scene: DeskScene, id: string) => scene.calendar.asPerson.editOccurrence(id, dates[2] ?? '', { location: 'Roof' }),
  ],
])('a series that somebody has %s is left alone, and named', async (_how, change) => {
  const scene = await made();
  const [masterId = ''] = scene.calendar.series.keys();
  change(scene, masterId);
  const { rows, review } = await listed(scene, leaving);
  expect(rows).toEqual([]);
  expect(review?.leftOut).toMatchObject([{ reason: 'it was changed since' }]);
});

test('what is changed between the list and its doing is left alone', async () => {
  const scene = await made();
  await listed(scene, leaving);
  const [masterId = ''] = scene.calendar.series.keys();
  scene.calendar.asPerson.editSeries(masterId, { location: 'Roof' });
  expect(await apply(scene)).toMatchObject({ counts: { calendar: { removed: 0, failed: 0 } } });
  expect(scene.calendar.series.size).toBe(1);
});

test('a request whose answer was lost is not told as a failure when it is gone on with', async () => {
  const scene = await made();
  scene.pass(9 * dayMs);
  await runOnce(scene.desk);
  await listed(scene, leaving);
  await beginApplying(scene.desk);
  const [masterId = ''] = scene.calendar.series.keys();
  scene.calendar.asPerson.editSeries(masterId, {}, ['RRULE:FREQ=WEEKLY;UNTIL=20261208T095959Z']);
  await applyReview(scene.desk);
  expect((await readReview(scene.desk))?.report).toMatchObject({
    outcome: 'done',
    counts: { calendar: { failed: 0 } },
  });
});

test('a refused request leaves everything as it was, and says so', async () => {
  const scene = await made();
  await listed(scene, leaving);
  await beginApplying(scene.desk);
  const { remove } = scene.calendar.port;
  const refused = async () => Promise.reject(new Error('no'));
  Object.assign(scene.calendar.port, { remove: refused });
  await applyReview(scene.desk);
  Object.assign(scene.calendar.port, { remove });
  expect((await readReview(scene.desk))?.report?.counts.calendar).toMatchObject({ removed: 0, failed: 1 });
  scene.pass(dayMs);
  await runOnce(scene.desk);
  expect(visits(scene)).toEqual({ rules: [weekly], appointments: dates });
});

test.each([1, 2])(
  'the undo of a save takes back the series, after %i runs, and cannot be undone itself',
  async (runs) => {
    const scene = await made(weekly, runs);
    const { lines } = await scene.desk.searchJournal({
      ...{ account, runId: null, before: null, limit: 50, search: '', side: 'calendar' },
    });
    const saved = lines.find(({ action }) => action === 'create');
    const { rows } = await listed(scene, { kind: 'undo', seq: saved?.seq ?? 0 });
    expect(rows).toMatchObject([{ action: 'remove', side: 'calendar', series: { dates: 4, past: 0 } }]);
    const report = await apply(scene);
    expect(report).toMatchObject({ outcome: 'done', counts: { calendar: { removed: 1 } } });
    expect(scene.calendar.series.size).toBe(0);
    const again = await listed(scene, { kind: 'undo', runId: report?.id ?? '' });
    expect(again.rows).toEqual([]);
    expect(again.review?.leftOut).toMatchObject([{ reason: 'a series cannot be made again' }]);
  },
);

test.each([
  ['cuts a series before its next date', 9, ['RRULE:FREQ=WEEKLY;UNTIL=20261208T095959Z']],
  ['removes a series of which nothing is over', 0, []],
])('in Google, too, leaving %s, with its version and without mails', async (_what, days, rules) => {
  const scene = setUpStrictDesk();
  await scene.switchOn();
  scene.addEvent('Other', 40);
  await save(scene.desk, weekly);
  for (let n = 0; n < 2; n += 1) await scene.run();
  for (let day = 0; day < days; day += 1) await scene.run('listing');
  await listed(scene, leaving);
  expect(await apply(scene)).toMatchObject({ outcome: 'done', counts: { calendar: { removed: 1, failed: 0 } } });
  const events = [...(scene.google.server.state.calendars.get(googleEmails.leah)?.events.values() ?? [])];
  const standing = events.filter(({ status }) => status !== 'cancelled');
  expect(standing.flatMap(({ details }) => details.recurrence ?? [])).toEqual(rules);
  for (let n = 0; n < 2; n += 1) await scene.run('listing');
  expect(scene.appointments().filter((subject) => subject === 'Visit')).toHaveLength(4);
  expect(scene.google.server.outbox).toEqual([]);
  expect(scene.violations()).toEqual([]);
});

test('that the form has made a series is known as long as it goes on', async () => {
  const scene = await made(['RRULE:FREQ=WEEKLY']);
  // A listing that shows nothing at all proves nothing.
  const span = { kind: 'allDay', start: '2030-01-01', end: '2030-01-02' } as const;
  scene.calendar.asPerson.create(contentOf('Far away', { span }));
  for (let month = 0; month < 8; month += 1) {
    scene.pass(30 * dayMs);
    await runOnce(scene.desk);
    await scene.desk.upkeep.forgetOld(scene.desk.now(), 30);
  }
  expect((await listed(scene, leaving)).rows).toMatchObject([{ series: { dates: null } }]);
  await apply(scene);
  for (let month = 0; month < 8; month += 1) {
    scene.pass(30 * dayMs);
    await runOnce(scene.desk);
    await scene.desk.upkeep.forgetOld(scene.desk.now(), 30);
  }
  expect(await scene.desk.store.read(linkOf().key)).toBeNull();
});
