import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { releaseAll } from '../../../lib/app/release-side';
import { saveDraft } from '../../../lib/app/save-draft';
import { runOnce } from '../../../lib/app/sync-run';
import { ForbiddenError, RateLimitError } from '../../../lib/http/errors';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { account, type DeskScene, minuteMs, setUpDesk } from './desk-scene';
import { draftFor, savedForAmir, savedMany } from './for-others-scene';
import { setUpStrictDesk } from './strict-scene';

test('an appointment that was saved for the assigned agent is followed in the calendar by the next run', async () => {
  const scene = setUpStrictDesk();
  const [id = 0] = await savedForAmir(scene, 'For Amir');
  scene.halo.server.webUi.changeAppointment(id, { subject: 'For Amir, moved' });
  await scene.run();
  expect(scene.events()).toEqual(['For Amir, moved', 'Other']);
  expect(scene.violations()).toEqual([]);
});

test('what was saved for a colleague is followed again after the helpdesk was disconnected and came back', async () => {
  const scene = setUpStrictDesk();
  const [id = 0] = await savedForAmir(scene, 'For Amir');
  await releaseAll(scene.desk, [account], 'helpdesk');
  await scene.run();
  await scene.run('listing');
  scene.halo.server.webUi.changeAppointment(id, { subject: 'For Amir, moved' });
  await scene.run();
  expect(scene.events()).toEqual(['For Amir, moved', 'Other']);
  expect(scene.violations()).toEqual([]);
});

const remembered = async ({ desk }: DeskScene) => (await desk.readSettings()).forOthers ?? [];

test('of many appointments for others ten are read in a run, and each within three', async () => {
  const scene = await savedMany(23);
  const { port } = scene.helpdesk;
  const { read } = port;
  const runs: string[][] = [];
  port.read = (id) => {
    runs.at(-1)?.push(id);
    return read(id);
  };
  for (let nth = 0; nth < 3; nth += 1) {
    runs.push([]);
    scene.pass(minuteMs);
    await runOnce(scene.desk);
  }
  expect(runs.map((ids) => ids.length)).toEqual([10, 10, 10]);
  expect(new Set(runs.flat()).size).toBe(23);
});

test('what was saved for others is read no more when it is over', async () => {
  const scene = await savedMany(1);
  expect(await remembered(scene)).toHaveLength(1);
  scene.pass(4 * 24 * 60 * minuteMs);
  await runOnce(scene.desk);
  expect(await remembered(scene)).toEqual([]);
});

test('the own appointments come with the list, and are not remembered', async () => {
  const scene = setUpDesk();
  await saveDraft(scene.desk, draftFor('Mine', agentIds.leah));
  expect(await remembered(scene)).toEqual([]);
});

test('an appointment for somebody else that cannot be read stops no run', async () => {
  const scene = await savedMany(1);
  scene.helpdesk.port.read = async () => {
    throw new ForbiddenError('Not yours', 403);
  };
  scene.pass(minuteMs);
  expect(await runOnce(scene.desk)).toMatchObject({ outcome: 'done', problem: null });
});

test('a helpdesk that asks to be left alone when one for somebody else is read is asked nothing more in that run', async () => {
  const scene = await savedMany(1);
  scene.pass(minuteMs);
  const since = scene.helpdesk.calls.length;
  const retryAtMs = scene.desk.now() + 10 * minuteMs;
  scene.helpdesk.failNext(new RateLimitError('later', retryAtMs), 'before');
  const run = await runOnce(scene.desk);
  expect(scene.helpdesk.calls.slice(since)).toEqual(['read']);
  expect(run?.problem).toEqual({ kind: 'rateLimited', side: 'helpdesk', retryAtMs });
});
