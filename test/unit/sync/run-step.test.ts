import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../lib/domain/problem';
import { UnreachableError } from '../../../lib/http/errors';
import { toProblem } from '../../../lib/http/to-problem';
import type { Link, LinkSide } from '../../../lib/sync/link';
import { planLink } from '../../../lib/sync/plan-link';
import { retryAtMs } from '../../../lib/sync/retry';
import type { SyncRules } from '../../../lib/sync/rules';
import { runStep, type StepDeps } from '../../../lib/sync/run-step';
import { contentOf, goneSide, linkOf, madeSide, noSide, rulesOf } from './link-scene';
import { asked, createScene, type SyncScene, writes } from './sync-scene';

/** What a step is given between the sides of a scene. */
function depsOf(scene: SyncScene, rules: SyncRules = rulesOf()): StepDeps {
  return {
    store: scene.store,
    port: async (side) => scene[side].port,
    now: () => scene.clock.nowMs,
    random: () => 0,
    toProblem,
    rules,
    runId: 'run',
    isOutsideHours: () => false,
    onChange: async () => {},
  };
}

async function put(scene: SyncScene, link: Link): Promise<Link> {
  await scene.store.applyPage(link.account, 'calendar', (work) => work.put([link]));
  return link;
}

test('what somebody has changed since a step was planned is not written over', async () => {
  const scene = createScene();
  await scene.save();
  await scene.run();
  const planned = scene.link();
  const { calendar } = planned;
  if (calendar.kind !== 'made') throw new Error('there is no event');
  await put(scene, { ...planned, calendar: { ...calendar, content: contentOf({ subject: 'Newer' }) } });
  const before = writes(scene).length;
  const step = {
    kind: 'update',
    side: 'calendar',
    fields: ['subject'],
    content: contentOf({ subject: 'Older' }),
  } as const;
  expect(await runStep(depsOf(scene), planned, { ...step, basis: contentOf() })).toMatchObject({ link: null });
  expect(await runStep(depsOf(scene), planned, { kind: 'remove', side: 'calendar' })).toMatchObject({ link: null });
  expect(writes(scene)).toHaveLength(before);
});

describe('a copy that was asked for, and whose answer never came', () => {
  const seen: LinkSide & { kind: 'asked' } = {
    kind: 'asked',
    firstAskedAtMs: 0,
    sentAtMs: 0,
    intent: { kind: 'write', content: contentOf(), basis: contentOf() },
    attempt: null,
  };

  async function lookedFor(change: Partial<Link>, rules: SyncRules = rulesOf(), sinceMs = 60_000) {
    const scene = createScene();
    const sentAtMs = scene.clock.nowMs - sinceMs;
    const link = await put(
      scene,
      linkOf({ helpdesk: { ...seen, firstAskedAtMs: sentAtMs, sentAtMs }, calendar: madeSide(), dirty: 1, ...change }),
    );
    await runStep(depsOf(scene, rules), link, { kind: 'findOrCreate', side: 'helpdesk' });
    return { scene, link: await scene.store.read(link.key) };
  }

  test('is made when it is surely not there', async () => {
    const { scene } = await lookedFor({});
    expect(writes(scene)).toEqual(['helpdesk create']);
  });

  test('is not asked for again within five seconds: the first request may still be acting', async () => {
    const { scene, link } = await lookedFor({}, rulesOf(), 4_999);
    expect(writes(scene)).toEqual([]);
    expect(link?.helpdesk).toMatchObject({ kind: 'asked', lookAgainAtMs: scene.clock.nowMs + 1 });
  });

  test('is not made any more when its original was deleted', async () => {
    const { scene, link } = await lookedFor({ calendar: goneSide() });
    expect(writes(scene)).toEqual([]);
    expect(link?.helpdesk).toEqual(noSide);
  });

  test.each([
    [
      'copies to the helpdesk were forbidden',
      { allowed: { ...rulesOf().allowed, helpdesk: { create: false, update: true, delete: true } } },
    ],
    ['two-way sync was switched off', { twoWay: false }],
  ])('is not made any more when %s', async (_why, change) => {
    const { scene, link } = await lookedFor({}, rulesOf(change));
    expect(writes(scene)).toEqual([]);
    expect(link?.helpdesk).toEqual(noSide);
  });

  test.each(['helpdesk', 'calendar'] as const)(
    'is no conflict with what was changed in the %s meanwhile',
    async (side) => {
      const scene = createScene();
      await scene.run();
      scene.calendar.asPerson.create(contentOf());
      const { port } = scene.helpdesk;
      const { create } = port;
      port.create = async (creation) => {
        await create(creation);
        throw new UnreachableError('no answer', 'timeout', 'acme.halopsa.com', 0);
      };
      await scene.run();
      port.create = create;
      scene[side].edit(scene.sole(side).id, 'Changed meanwhile');
      for (let nth = 0; nth < 2; nth += 1) expect((await scene.run()).conflicts).toBe(0);
      expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual(Array(2).fill(['Changed meanwhile']));
    },
  );
});

test('an agent who stops the run waits for no more than the step under way, also of those that go one by one', async () => {
  const scene = createScene();
  await scene.run();
  for (let nth = 0; nth < 3; nth += 1) scene.calendar.asPerson.create(contentOf({ subject: `Item ${nth}` }));
  const { port } = scene.helpdesk;
  const { createMany } = port;
  port.createMany = async () => {
    throw new UnreachableError('no answer', 'timeout', 'acme.halopsa.com', 0);
  };
  await scene.run();
  if (createMany !== undefined) port.createMany = createMany;
  scene.clock.nowMs += 3_600_000;
  const calls = asked(scene);
  const record = await scene.run({ onProgress: async ({ done }) => (done > 0 ? 'stop' : 'goOn') });
  expect(record.outcome).toBe('stopped');
  expect(calls().filter((call) => call === 'helpdesk findCreated')).toHaveLength(1);
});

describe('the journal has a line', () => {
  const lines = ({ store }: SyncScene) =>
    store.journal.map(({ action, side, outcome }) => `${action} ${side} ${outcome}`);

  test('when an event learns of its appointment', async () => {
    const scene = createScene();
    await scene.save();
    scene.helpdesk.failNext(new UnreachableError('broken', 'offline', 'acme.halopsa.com', 0), 'before');
    const deps = depsOf(scene);
    for (const kind of ['create', 'create', 'findOrCreate', 'linkTwin']) {
      scene.clock.nowMs += 60_000;
      const step = planLink(scene.link(), rulesOf({ twoWay: false })).find((one) =>
        'side' in one ? one.kind === kind && !(kind === 'create' && scene.link()[one.side].kind === 'asked') : false,
      );
      if (step !== undefined) await runStep(deps, scene.link(), step);
    }
    expect(lines(scene)).toContain('linkTwin calendar done');
  });

  test('when a field waits for the agent', async () => {
    const scene = createScene();
    await scene.save();
    await scene.run();
    scene.helpdesk.edit(scene.sole('helpdesk').id, 'From the helpdesk');
    scene.calendar.edit(scene.sole('calendar').id, 'From the calendar');
    await scene.run();
    expect(scene.store.journal.at(-1)).toMatchObject({ action: 'conflict', fields: ['subject'], side: null });
    const calls = asked(scene);
    const before = scene.store.journal.length;
    await scene.run();
    expect(calls()).toHaveLength(2);
    expect(scene.store.journal).toHaveLength(before);
  });
});

describe('the next try', () => {
  const deps = { now: () => 1_000, random: () => 0 };
  const broken: Problem = { kind: 'serverError', host: 'acme.halopsa.com', status: 503 };
  test.each<readonly [string, Problem, number, number | null]>([
    ['comes when the side has said', { kind: 'rateLimited', side: 'helpdesk', retryAtMs: 777_000 }, 9, 777_000],
    ['comes after 15 seconds', broken, 1, 16_000],
    ['comes after half a minute, the second time', broken, 2, 31_000],
    ['comes after 15 minutes at the latest', broken, 50, 901_000],
    ['waits for the agent after a refusal', { kind: 'refused', side: 'helpdesk', status: 400, detail: '' }, 1, null],
    ['waits for the agent after the end of a sign-in', { kind: 'needsSignIn', side: 'calendar' }, 1, null],
    ['comes after an answer that makes no sense', { kind: 'unreadable', host: 'x', detail: '' }, 4, 121_000],
    ['waits for the agent after five of them', { kind: 'unreadable', host: 'x', detail: '' }, 5, null],
  ])('%s', (_when, problem, tries, atMs) => {
    expect(retryAtMs(problem, tries, deps)).toBe(atMs);
  });
});
