import type { Authorized } from '../http/authorized-request';
import { AuthError } from '../http/errors';

/** What the keeper needs to know of an account's tokens. */
export interface KeptTokens {
  /** Empty, and run out, where none is kept. */
  readonly accessToken: string;
  /** Epoch ms. */
  readonly expiresAtMs: number;
}

export interface TokenKeeperDeps<T extends KeptTokens> {
  /** Of the account. Whoever else writes or deletes its tokens (sign-in, disconnect) takes the same lock. */
  readonly lockName: string;
  /** Null: not signed in. */
  readonly read: () => Promise<T | null>;
  readonly write: (tokens: T) => Promise<void>;
  /** `AuthError`: the provider wants the agent to sign in again; every other error leaves the sign-in valid. */
  readonly renew: (tokens: T, why: 'expired' | 'rejected') => Promise<T>;
  /** Epoch ms. */
  readonly now: () => number;
  /** One at a time under one name, over all workers and pages: Web Locks. */
  readonly withLock: <R>(name: string, work: () => Promise<R>) => Promise<R>;
  /** Called once the provider has said that this sign-in is over. */
  readonly onNeedsSignIn: () => Promise<void>;
}

/** Renewed so long before the end: a request under way must not meet the expiry. */
const marginMs = 60_000;

/**
 * Hands out the access token and keeps it fresh. However many ask at once, here or in another life of the worker, one
 * renewal is made: a rotating refresh token is good for one use, and a second use may end the sign-in.
 */
export function createTokenKeeper<T extends KeptTokens>(deps: TokenKeeperDeps<T>): Authorized {
  /** Renewals under way in this life, by the token they replace: those who wait share the answer, failures too. */
  const underWay = new Map<string, Promise<string>>();

  function renewOnce(key: string, rejected: string | null): Promise<string> {
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const renewal = deps
      .withLock(deps.lockName, () => renewUnderLock(deps, rejected))
      .finally(() => underWay.delete(key));
    underWay.set(key, renewal);
    return renewal;
  }

  return {
    async token() {
      const tokens = await readSignedIn(deps);
      return isFresh(tokens, deps.now()) ? tokens.accessToken : renewOnce('expired', null);
    },
    renew: (rejected) => renewOnce(`rejected ${rejected}`, rejected),
  };
}

async function renewUnderLock<T extends KeptTokens>(
  deps: TokenKeeperDeps<T>,
  rejected: string | null,
): Promise<string> {
  const tokens = await readSignedIn(deps);
  const isRejected = tokens.accessToken === rejected;
  // Somebody else renewed while we waited for the lock.
  if (!isRejected && isFresh(tokens, deps.now())) return tokens.accessToken;

  let renewed: T;
  try {
    renewed = await deps.renew(tokens, isRejected ? 'rejected' : 'expired');
  } catch (error) {
    if (error instanceof AuthError) await deps.onNeedsSignIn();
    throw error;
  }
  // Written before it is used: from here on a rotated refresh token is the only good one.
  await deps.write(renewed);
  return renewed.accessToken;
}

async function readSignedIn<T extends KeptTokens>(deps: TokenKeeperDeps<T>): Promise<T> {
  const tokens = await deps.read();
  if (tokens === null) throw new AuthError('Not signed in');
  return tokens;
}

function isFresh(tokens: KeptTokens, nowMs: number): boolean {
  return tokens.expiresAtMs - nowMs > marginMs;
}
