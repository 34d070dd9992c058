import {
  type GoogleTokens,
  type HaloTokens,
  joinTokens,
  LastingGooglePart,
  LastingHaloPart,
  SessionPart,
  toLastingGooglePart,
  toLastingHaloPart,
  toSessionPart,
} from '../../lib/auth/tokens';
import { forgetSecret, readSecret, writeSecret } from '../../lib/storage/credentials';

/** Where one account's tokens are kept. */
export interface TokenStore<T> {
  read(): Promise<T | null>;
  write(tokens: T): Promise<void>;
  forget(): Promise<void>;
}

/** Every request asks for its token. Nobody but the store of this name writes them: see `credentials.ts`. */
function remembering<T>(store: TokenStore<T>): TokenStore<T> {
  let known: Promise<T | null> | null = null;
  return {
    read() {
      const reading = known ?? store.read();
      known = reading;
      // What could not be read is read again.
      return reading.catch((error: unknown) => {
        if (known === reading) known = null;
        throw error;
      });
    },
    async write(tokens) {
      known = null;
      try {
        await store.write(tokens);
      } catch (error) {
        // A part of them may be stored: what was read meanwhile may be good no more.
        known = null;
        throw error;
      }
      known = Promise.resolve(tokens);
    },
    async forget() {
      known = null;
      await store.forget();
      known = null;
    },
  };
}

export const haloTokenStore: TokenStore<HaloTokens> = remembering({
  async read() {
    const { lasting, session } = await readSecret('helpdesk');
    const kept = LastingHaloPart.safeParse(lasting);
    return kept.success ? joinTokens(kept.data, readSession(session)) : null;
  },
  write: (tokens) => writeSecret('helpdesk', { lasting: toLastingHaloPart(tokens), session: toSessionPart(tokens) }),
  forget: () => forgetSecret('helpdesk'),
});

export const googleTokenStore: TokenStore<GoogleTokens> = remembering({
  async read() {
    const { lasting, session } = await readSecret('google');
    const kept = LastingGooglePart.safeParse(lasting);
    return kept.success ? joinTokens(kept.data, readSession(session)) : null;
  },
  write: (tokens) => writeSecret('google', { lasting: toLastingGooglePart(tokens), session: toSessionPart(tokens) }),
  forget: () => forgetSecret('google'),
});

function readSession(stored: unknown): SessionPart | null {
  const parsed = SessionPart.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
