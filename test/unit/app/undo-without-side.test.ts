import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { readActivity, readRuns } from '../../../lib/app/activity';
import { applyReview } from '../../../lib/app/apply-review';
import { readConflicts } from '../../../lib/app/conflicts';
import type { Desk } from '../../../lib/app/desk';
import { stopOwing } from '../../../lib/app/disconnect';
import { prepareReview } from '../../../lib/app/prepare-review';
import { releaseSide } from '../../../lib/app/release-side';
import { beginApplying, readReview, reviewRows, startReview } from '../../../lib/app/review';
import { runOnce } from '../../../lib/app/sync-run';
import { reconsiderAll, setTwoWay } from '../../../lib/app/sync-settings';
import type { Side } from '../../../lib/domain/appointment';
import { account, contentOf, type DeskScene, minuteMs, setUpDesk } from './desk-scene';

const both = ['From the calendar', 'From the helpdesk'];

/** Two items, one found on each side, both copied to the other by one run. */
async function copied(): Promise<DeskScene & { readonly runId: string }> {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('From the calendar'));
  scene.helpdesk.asPerson.create(contentOf('From the helpdesk'));
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  const [run] = await readRuns(scene.desk, 1);
  return { ...scene, runId: run?.id ?? '' };
}

/** Answers the way back. */
async function leave({ desk, pass }: DeskScene, side: Side): Promise<() => Promise<void>> {
  const before = await desk.readSettings();
  await stopOwing(desk, side);
  await desk.changeSettings((settings) => ({ ...settings, [side]: null }));
  await releaseSide(desk, account, side);
  return async () => {
    pass(minuteMs);
    await desk.changeSettings((settings) => ({ ...settings, [side]: before[side] }));
    await reconsiderAll(desk);
    await runOnce(desk);
  };
}

async function listed(desk: Desk, runId: string) {
  await startReview(desk, { kind: 'undo', runId });
  await prepareReview(desk);
  const { rows } = await reviewRows(desk, { offset: 0, limit: 50, search: '' });
  return {
    review: await readReview(desk),
    rows: rows.map(({ action, side, subject }) => `${action} ${side} ${subject}`),
  };
}

async function applied(desk: Desk) {
  await beginApplying(desk);
  await applyReview(desk);
  return readReview(desk);
}

/** The side's sign-in has ended, as its port says. */
function signedOut(desk: Desk, side: Side): Desk {
  return { ...desk, [side]: async () => ({ kind: 'needsSignIn', side }) };
}

test('with the calendar disconnected, undo lists the helpdesk’s part, and names what it leaves there and why', async () => {
  const scene = await copied();
  await leave(scene, 'calendar');
  const { review, rows } = await listed(scene.desk, scene.runId);
  expect(rows).toEqual(['remove helpdesk From the calendar']);
  expect(review?.leftOut).toMatchObject([
    { subject: 'From the helpdesk', problem: { kind: 'notConnected', side: 'calendar' } },
  ]);
});

test('connected again, the rest is undone, and what was undone before neither comes back nor is listed', async () => {
  const scene = await copied();
  const comeBack = await leave(scene, 'calendar');
  await listed(scene.desk, scene.runId);
  expect(await applied(scene.desk)).toMatchObject({
    report: { outcome: 'done', counts: { helpdesk: { removed: 1 } } },
  });
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([['From the helpdesk'], both]);
  await comeBack();
  const { review, rows } = await listed(scene.desk, scene.runId);
  expect(rows).toEqual(['remove calendar From the helpdesk']);
  expect(review?.leftOut).toBeUndefined();
  await applied(scene.desk);
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([
    ['From the helpdesk'],
    ['From the calendar'],
  ]);
});

test('with the sign-in of a side expired, undo goes on with the other and names the first', async () => {
  const scene = await copied();
  const desk = signedOut(scene.desk, 'calendar');
  const { review, rows } = await listed(desk, scene.runId);
  expect(review).toMatchObject({ state: 'ready', leftOut: [{ problem: { kind: 'needsSignIn', side: 'calendar' } }] });
  expect(rows).toEqual(['remove helpdesk From the calendar']);
  await applied(desk);
  expect(scene.subjects('helpdesk')).toEqual(['From the helpdesk']);
  expect((await listed(scene.desk, scene.runId)).rows).toEqual(['remove calendar From the helpdesk']);
});

test('a calendar of another account in its place is not asked, and what was made in the first is named', async () => {
  const scene = await copied();
  const desk: Desk = {
    ...scene.desk,
    calendar: async (named) =>
      named === undefined ? scene.desk.calendar() : { kind: 'notConnected', side: 'calendar' },
  };
  const { review } = await listed(desk, scene.runId);
  expect(review?.leftOut).toMatchObject([{ subject: 'From the helpdesk', problem: { kind: 'notConnected' } }]);
});

test('a side that is disconnected between the list and its doing fails by name, and the other side is done', async () => {
  const scene = await copied();
  await listed(scene.desk, scene.runId);
  await leave(scene, 'calendar');
  const done = await applied(scene.desk);
  expect(done).toMatchObject({
    problem: { kind: 'notConnected', side: 'calendar' },
    report: { outcome: 'partial', counts: { helpdesk: { removed: 1 }, calendar: { removed: 0, failed: 1 } } },
  });
  const { rows } = await readActivity(scene.desk, {
    ...{ before: null, limit: 50, direction: null, runId: null, search: '' },
    outcome: 'failed',
  });
  expect(rows).toMatchObject([{ subject: 'From the helpdesk', problem: { kind: 'notConnected', side: 'calendar' } }]);
  expect(scene.subjects('calendar')).toEqual(both);
});

test('leaving the calendar, what Docket made there is taken back although the helpdesk wants a sign-in', async () => {
  const scene = await copied();
  const desk = signedOut(scene.desk, 'helpdesk');
  await startReview(desk, { kind: 'disconnect', side: 'calendar' });
  await prepareReview(desk);
  expect(await readReview(desk)).toMatchObject({ state: 'ready', total: 1 });
  await applied(desk);
  expect(scene.subjects('calendar')).toEqual(['From the calendar']);
});

test('without the helpdesk’s account “Activity” and “Conflicts” say so instead of “there is none”', async () => {
  const scene = await copied();
  const comeBack = await leave(scene, 'helpdesk');
  const notConnected = { problem: { kind: 'notConnected', side: 'helpdesk' } };
  const asked = { before: null, limit: 5, direction: null, outcome: null, runId: null, search: '' };
  await expect(readRuns(scene.desk, 5)).rejects.toMatchObject(notConnected);
  await expect(readActivity(scene.desk, asked)).rejects.toMatchObject(notConnected);
  await expect(readConflicts(scene.desk)).rejects.toMatchObject(notConnected);
  await comeBack();
  expect((await listed(scene.desk, scene.runId)).rows).toHaveLength(2);
  expect((await readActivity(scene.desk, asked)).rows.length).toBeGreaterThan(0);
});
