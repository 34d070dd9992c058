import { describe, expect, test } from 'vitest';
import { createTokenKeeper, type KeptTokens } from '../../../lib/auth/token-keeper';
import { AuthError, UnreachableError } from '../../../lib/http/errors';
import { startMs, thrownBy } from './sign-in-fixtures';

interface Account extends KeptTokens {
  readonly refreshToken: string;
}

const hourMs = 3_600_000;
const fresh: Account = { accessToken: 'A', expiresAtMs: startMs + hourMs, refreshToken: 'r1' };
const runOut: Account = { ...fresh, expiresAtMs: startMs - 1 };

/** What outlives a worker: the store, the lock, the provider, the clock. */
function createWorld(first: Account | null) {
  const queues = new Map<string, Promise<unknown>>();
  const world = {
    stored: first,
    nowMs: startMs,
    log: [] as string[],
    needsSignIn: 0,
    /** Changed by tests that need another provider; this one rotates and takes each refresh token once. */
    answer: async (refreshToken: string): Promise<Account> => {
      const n = Number(refreshToken.slice(1));
      return { accessToken: `access-${n}`, expiresAtMs: world.nowMs + hourMs, refreshToken: `r${n + 1}` };
    },
    spent: new Set<string>(),
    withLock<R>(name: string, work: () => Promise<R>): Promise<R> {
      const before = queues.get(name) ?? Promise.resolve();
      const run = before.then(work, work);
      queues.set(
        name,
        run.catch(() => undefined),
      );
      return run;
    },
    /** A worker's life, or a page: each has a keeper of its own. */
    live() {
      return createTokenKeeper<Account>({
        lockName: 'docket.tokens.helpdesk',
        read: async () => world.stored,
        write: async (tokens) => {
          world.log.push(`write ${tokens.refreshToken}`);
          world.stored = tokens;
        },
        renew: async (tokens, why) => {
          world.log.push(`renew ${tokens.refreshToken} ${why}`);
          if (world.spent.has(tokens.refreshToken)) throw new AuthError('invalid_grant');
          const renewed = await world.answer(tokens.refreshToken);
          world.spent.add(tokens.refreshToken);
          return renewed;
        },
        now: () => world.nowMs,
        withLock: (name, work) => world.withLock(name, work),
        onNeedsSignIn: async () => {
          world.needsSignIn += 1;
        },
      });
    },
  };
  return world;
}

describe('a token that is good', () => {
  test('is handed out without a request and without the lock', async () => {
    const world = createWorld(fresh);
    void world.withLock('docket.tokens.helpdesk', () => new Promise(() => {}));
    expect(await world.live().token()).toBe('A');
    expect(world.log).toEqual([]);
  });

  test.each([
    [61_000, 'A', 0],
    [60_000, 'access-1', 1],
    [1, 'access-1', 1],
    [-hourMs, 'access-1', 1],
  ])('with %i ms left it is %s that is handed out', async (leftMs, token, renewals) => {
    const world = createWorld({ ...fresh, expiresAtMs: startMs + leftMs });
    expect(await world.live().token()).toBe(token);
    expect(world.log.filter((line) => line.startsWith('renew'))).toHaveLength(renewals);
  });

  test('after a start of the browser, where only the refresh token is left, a new one is fetched', async () => {
    const world = createWorld({ accessToken: '', expiresAtMs: 0, refreshToken: 'r1' });
    expect(await world.live().token()).toBe('access-1');
  });
});

describe('many at once', () => {
  test('ten that ask for a token make one request', async () => {
    const world = createWorld(runOut);
    const keeper = world.live();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => keeper.token()));
    expect(new Set(tokens)).toEqual(new Set(['access-1']));
    expect(world.log).toEqual(['renew r1 expired', 'write r2']);
  });

  test('ten whose token was refused make one request', async () => {
    const world = createWorld(fresh);
    const keeper = world.live();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => keeper.renew('A')));
    expect(new Set(tokens)).toEqual(new Set(['access-1']));
    expect(world.log).toEqual(['renew r1 rejected', 'write r2']);
  });

  test('five that ask and five that were refused make one request', async () => {
    const world = createWorld(runOut);
    const keeper = world.live();
    const asked = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? keeper.token() : keeper.renew('A')));
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['access-1']));
    expect(world.log).toEqual([expect.stringMatching(/^renew r1 /), 'write r2']);
  });

  test('ten lives of the worker, each with its own memory, make one request', async () => {
    const world = createWorld(runOut);
    const asked = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? world.live().token() : world.live().renew('A')));
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['access-1']));
    expect(world.log).toEqual([expect.stringMatching(/^renew r1 /), 'write r2']);
    expect(world.needsSignIn).toBe(0);
  });

  test('ten that meet a broken network make one request, and all hear of it', async () => {
    const world = createWorld(runOut);
    world.answer = () => Promise.reject(new UnreachableError('gone', 'offline', 'acme.halopsa.com', 0));
    const keeper = world.live();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => keeper.token()));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(world.log).toEqual(['renew r1 expired']);
  });
});

describe('a token that was refused', () => {
  test('is not renewed when somebody else has done so already', async () => {
    const world = createWorld(fresh);
    expect(await world.live().renew('an older one')).toBe('A');
    expect(world.log).toEqual([]);
  });

  test('is renewed when the one that took its place has run out as well', async () => {
    const world = createWorld(runOut);
    expect(await world.live().renew('an older one')).toBe('access-1');
  });

  test('is renewed a second time when the renewed one is refused too', async () => {
    const world = createWorld(fresh);
    const keeper = world.live();
    expect(await keeper.renew(await keeper.renew('A'))).toBe('access-2');
    expect(world.log).toEqual(['renew r1 rejected', 'write r2', 'renew r2 rejected', 'write r3']);
  });

  test('is not handed out again by a wait that began before the refusal', async () => {
    const world = createWorld(runOut);
    const keeper = world.live();
    let release = () => {};
    const otherLife = world.withLock('docket.tokens.helpdesk', () => new Promise<void>((done) => (release = done)));
    const waiting = keeper.token();
    await new Promise((done) => setImmediate(done));
    world.stored = { ...fresh, accessToken: 'B' };
    const refused = keeper.renew('B');
    release();
    await otherLife;
    expect([await waiting, await refused]).toEqual(['B', 'access-1']);
  });
});

describe('the store', () => {
  test('holds the new refresh token before anybody has the access token', async () => {
    const world = createWorld(runOut);
    const keeper = world.live();
    void (await keeper.token().then(() => world.log.push('used')));
    expect(world.log).toEqual(['renew r1 expired', 'write r2', 'used']);
    expect(world.stored?.refreshToken).toBe('r2');
  });

  test('is all that the next life needs', async () => {
    const world = createWorld(runOut);
    await world.live().token();
    world.nowMs += 2 * hourMs;
    expect(await world.live().token()).toBe('access-2');
  });
});

describe('a renewal that fails', () => {
  test('marks the account for a new sign-in when the provider refuses', async () => {
    const world = createWorld(runOut);
    world.spent.add('r1');
    expect(await thrownBy(world.live().token())).toBeInstanceOf(AuthError);
    expect(world.needsSignIn).toBe(1);
    expect(world.stored).toEqual(runOut);
  });

  test('marks it once when ten ask at once', async () => {
    const world = createWorld(runOut);
    world.spent.add('r1');
    const keeper = world.live();
    await Promise.allSettled(Array.from({ length: 10 }, () => keeper.token()));
    expect(world.needsSignIn).toBe(1);
  });

  test.each([
    ['the network is gone', new UnreachableError('gone', 'offline', 'acme.halopsa.com', 0)],
    ['the server has trouble', new UnreachableError('503', 'server', 'acme.halopsa.com', 503)],
    ['something unforeseen happens', new Error('?')],
  ])('signs nobody out when %s, and the next try goes well', async (_what, failure) => {
    const world = createWorld(runOut);
    const usual = world.answer;
    world.answer = () => Promise.reject(failure);
    const keeper = world.live();
    expect(await thrownBy(keeper.token())).toBe(failure);
    expect(world.needsSignIn).toBe(0);
    expect(world.stored).toEqual(runOut);

    world.answer = usual;
    expect(await keeper.token()).toBe('access-1');
  });

  test('to be kept hands out nothing: the answer would be lost with the worker', async () => {
    const world = createWorld(runOut);
    const keeper = createTokenKeeper<Account>({
      lockName: 'l',
      read: async () => world.stored,
      write: () => Promise.reject(new Error('disk full')),
      renew: (tokens) => world.answer(tokens.refreshToken),
      now: () => world.nowMs,
      withLock: (name, work) => world.withLock(name, work),
      onNeedsSignIn: async () => {},
    });
    await expect(keeper.token()).rejects.toThrow('disk full');
  });
});

test('nobody signed in is an AuthError, and no reason to ask the provider', async () => {
  const world = createWorld(null);
  expect(await thrownBy(world.live().token())).toBeInstanceOf(AuthError);
  expect(await thrownBy(world.live().renew('A'))).toBeInstanceOf(AuthError);
  expect([world.log, world.needsSignIn]).toEqual([[], 0]);
});

test('a sign-out during a wait for the lock is respected', async () => {
  const world = createWorld(runOut);
  const signOut = world.withLock('docket.tokens.helpdesk', async () => {
    world.stored = null;
  });
  expect(await thrownBy(world.live().token())).toBeInstanceOf(AuthError);
  await signOut;
  expect(world.log).toEqual([]);
});
