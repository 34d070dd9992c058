import { expect, test } from 'vitest';
import type { HaloTokens } from '../../../lib/auth/tokens';

type Stored = Record<string, unknown>;

/** One of the browser's areas; what it is told to refuse is not written. */
function areaOf() {
  const stored: Stored = {};
  const area = {
    isFull: false,
    get: async (key: string) => ({ [key]: stored[key] }),
    async set(items: Stored) {
      // A full one says so a moment later.
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (area.isFull) throw new Error('QUOTA_BYTES quota exceeded');
      Object.assign(stored, items);
    },
    async remove(key: string) {
      delete stored[key];
    },
  };
  return area;
}

const areas = { local: areaOf(), session: areaOf() };
Object.assign(globalThis, { chrome: { storage: areas } });
const { haloTokenStore } = await import('../../../entrypoints/background/token-stores');

const tokens = (name: string): HaloTokens => ({
  ...{ schemaVersion: 1, refreshToken: `refresh ${name}`, scopeSet: 'least' },
  ...{ accessToken: `access ${name}`, expiresAtMs: 1 },
});

test('what was read while a renewal could be stored in part only is not remembered: a used refresh token ends the sign-in', async () => {
  await haloTokenStore.write(tokens('one'));
  areas.session.isFull = true;
  const writing = haloTokenStore.write(tokens('two'));
  expect((await haloTokenStore.read())?.refreshToken).toBe('refresh one');
  await expect(writing).rejects.toThrow('quota');
  expect((await haloTokenStore.read())?.refreshToken).toBe('refresh two');
});

test('tokens are forgotten with the sign-in, and those of the next one are read', async () => {
  areas.session.isFull = false;
  await haloTokenStore.write(tokens('three'));
  await haloTokenStore.forget();
  expect(await haloTokenStore.read()).toBeNull();
  await haloTokenStore.write(tokens('four'));
  expect(await haloTokenStore.read()).toEqual(tokens('four'));
});
