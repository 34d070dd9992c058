import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { blockedUntil, takeIfLeft, withQuota } from '../../../lib/app/quota';
import { RateLimitError } from '../../../lib/http/errors';
import { minuteMs, mondayMs, setUpDesk } from './desk-scene';

const nothing = async () => undefined;

test('never more than 200 requests in five minutes reach the helpdesk, however many wait', async () => {
  const scene = setUpDesk();
  const port = withQuota(scene.desk, scene.helpdesk.port, nothing);
  const times: number[] = [];
  for (let index = 0; index < 700; index += 1) {
    await port.read('none');
    times.push(scene.desk.now());
  }
  const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 5 * minuteMs).length));
  expect(busiest).toBeLessThanOrEqual(200);
  expect(busiest).toBeGreaterThan(150);
  expect(Math.max(...scene.waits)).toBeLessThan(5_000);
});

test('a worker that was started anew goes on counting', async () => {
  const scene = setUpDesk();
  for (let life = 0; life < 60; life += 1) {
    await withQuota(scene.desk, scene.helpdesk.port, nothing).read('none');
  }
  expect(scene.waits.length).toBe(20);
});

test('what is only shown takes a request where one is left, and is left out where none is, without a wait', async () => {
  const scene = setUpDesk();
  const taken = await Promise.all(Array.from({ length: 60 }, () => takeIfLeft(scene.desk, 'helpdesk')));
  expect(taken.filter((isTaken) => isTaken)).toHaveLength(40);
  expect(scene.waits).toEqual([]);
  scene.pass(minuteMs);
  expect(await takeIfLeft(scene.desk, 'helpdesk')).toBe(true);
  const before = await scene.desk.quota.read('helpdesk');
  if (before === null) throw new Error('nothing was counted');
  await scene.desk.quota.write('helpdesk', { ...before, blockedUntilMs: scene.desk.now() + minuteMs });
  expect(await takeIfLeft(scene.desk, 'helpdesk')).toBe(false);
  expect(scene.waits).toEqual([]);
});

test('"not before" of a clock that was set back since is not believed', async () => {
  const scene = setUpDesk();
  await scene.desk.quota.write('calendar', {
    tokens: 1,
    atMs: mondayMs,
    blockedUntilMs: mondayMs + 48 * 60 * minuteMs,
  });
  expect(await blockedUntil(scene.desk, 'calendar')).toBeNull();
});

test('"not before" that is said while another request waits for its turn is not forgotten', async () => {
  const scene = setUpDesk();
  const untilMs = mondayMs + 30 * minuteMs;
  const desk = {
    ...scene.desk,
    wait: async (ms: number) => {
      scene.pass(ms);
      const state = await scene.desk.quota.read('helpdesk');
      if (state !== null) await scene.desk.quota.write('helpdesk', { ...state, blockedUntilMs: untilMs });
    },
  };
  const port = withQuota(desk, scene.helpdesk.port, nothing);
  for (let index = 0; index < 41; index += 1) await port.read('none');
  expect(await blockedUntil(scene.desk, 'helpdesk')).toBe(untilMs);
});

test('"not before" that is said while the next request is being counted is not forgotten', async () => {
  const scene = setUpDesk();
  const untilMs = mondayMs + 30 * minuteMs;
  const { quota } = scene.desk;
  const desk = {
    ...scene.desk,
    quota: {
      ...quota,
      // A count takes longer to store than the answer of the request before it takes to come.
      write: async (...[side, state]: Parameters<typeof quota.write>) => {
        for (let nth = 0; nth < 50 && state.blockedUntilMs === 0; nth += 1) await Promise.resolve();
        await quota.write(side, state);
      },
    },
  };
  scene.helpdesk.failNext(new RateLimitError('later', untilMs), 'before');
  const port = withQuota(desk, scene.helpdesk.port, nothing);
  const answers = await Promise.allSettled([port.read('limited'), port.read('next')]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(await blockedUntil(scene.desk, 'helpdesk')).toBe(untilMs);
});
