import { describe, expect, test } from 'vitest';
import { googleScopes } from '../../../lib/auth/google-scopes';
import type { GoogleSignInResult } from '../../../lib/auth/google-sign-in';
import {
  type BrowserTokenDeps,
  googleSignInPath,
  renewGoogleByBrowser,
  signInToGoogleByBrowser,
} from '../../../lib/auth/google-token-by-browser';
import { endlessWait, everythingSaid, noWait, startMs, thrownBy } from './sign-in-fixtures';

type Mode = 'silent' | 'interactive';
type Outcome = string | { readonly token: string; readonly grantedScopes?: readonly string[] } | 'hangs';

/** Chrome's token cache: what it answers in each mode; a text is the sentence it throws. */
function createChrome(outcomes: Partial<Record<Mode, Outcome>>) {
  const asked: Mode[] = [];
  const removed: string[] = [];
  const waited: number[] = [];
  const deps: BrowserTokenDeps = {
    now: () => startMs,
    getAuthToken: async ({ interactive, scopes }) => {
      const mode = interactive ? 'interactive' : 'silent';
      asked.push(mode);
      expect(scopes).toEqual(googleScopes);
      const outcome = outcomes[mode];
      if (outcome === 'hangs') return new Promise(() => {});
      if (typeof outcome === 'string') throw new Error(outcome);
      return outcome ?? {};
    },
    removeCachedAuthToken: async ({ token }) => void removed.push(token),
    // Only what hangs meets its limit.
    wait: (ms) => {
      waited.push(ms);
      const mode = asked.at(-1);
      return mode !== undefined && outcomes[mode] === 'hangs' ? noWait() : endlessWait();
    },
  };
  return { deps, asked, removed, waited };
}

const notSignedIn = 'The user is not signed in.';
const noGrant = 'OAuth2 not granted or revoked.';
const saidNo = 'The user did not approve access.';
const allGranted = { token: 'chrome-token', grantedScopes: [...googleScopes] };
const windowResult: GoogleSignInResult = { kind: 'refused', reason: 'denied', missing: [], detail: 'by window' };

test.each([
  [true, true, 'browser'],
  [true, false, 'window'],
  [false, true, 'window'],
  [false, false, 'window'],
])(
  'with Google Chrome %s and a built-in client %s the sign-in goes by %s',
  (isGoogleChrome, hasBuiltInClientId, path) => {
    expect(googleSignInPath({ isGoogleChrome, hasBuiltInClientId })).toBe(path);
  },
);

describe('signing in with the account of Google Chrome', () => {
  async function signIn(outcomes: Partial<Record<Mode, Outcome>>) {
    const chrome = createChrome(outcomes);
    let windows = 0;
    const result = await signInToGoogleByBrowser(chrome.deps, async () => {
      windows += 1;
      return windowResult;
    });
    return { ...chrome, result, windows };
  }

  test('shows nothing where Chrome has a token', async () => {
    const { result, asked, windows } = await signIn({ silent: allGranted });
    expect(result).toMatchObject({ kind: 'signedIn', grant: { accessToken: 'chrome-token', by: 'browser' } });
    expect([asked, windows]).toEqual([['silent'], 0]);
  });

  test('asks for consent where Chrome has an account and no grant', async () => {
    const { result, asked, waited } = await signIn({ silent: noGrant, interactive: allGranted });
    expect(result.kind).toBe('signedIn');
    expect([asked, waited]).toEqual([
      ['silent', 'interactive'],
      [30_000, 120_000],
    ]);
  });

  test('goes to the window where Chrome has no account: its own dialog would never come back', async () => {
    const { result, asked, windows } = await signIn({ silent: notSignedIn, interactive: 'hangs' });
    expect(result).toBe(windowResult);
    expect([asked, windows]).toEqual([['silent'], 1]);
  });

  test("goes to the window when Chrome's dialog hangs", async () => {
    const { result, windows } = await signIn({ silent: noGrant, interactive: 'hangs' });
    expect([result, windows]).toEqual([windowResult, 1]);
  });

  test('goes to the window when Chrome hangs altogether', async () => {
    const { result, asked } = await signIn({ silent: 'hangs', interactive: 'hangs' });
    expect([result, asked]).toEqual([windowResult, ['silent', 'interactive']]);
  });

  test.each(["OAuth2 request failed: Service responded with error: 'bad client id'.", 'Function unsupported.'])(
    'goes to the window when Chrome says "%s"',
    async (sentence) => {
      const { result } = await signIn({ silent: sentence, interactive: sentence });
      expect(result).toBe(windowResult);
    },
  );

  test('does not ask in a window somebody who has just said no', async () => {
    const { result, windows } = await signIn({ silent: noGrant, interactive: saidNo });
    expect(result).toMatchObject({ kind: 'refused', reason: 'windowClosed' });
    expect(windows).toBe(0);
  });

  test('names the box that was left out', async () => {
    const { result } = await signIn({ silent: { ...allGranted, grantedScopes: googleScopes.slice(1) } });
    expect(result).toMatchObject({ reason: 'boxUnticked', missing: ['calendar.events'] });
  });

  test('takes an older Chrome, which tells no scopes, at its word', async () => {
    const { result } = await signIn({ silent: { token: 'chrome-token' } });
    expect(result.kind).toBe('signedIn');
  });
});

describe('renewing with Google Chrome', () => {
  test('has the refused token dropped, for Chrome would hand it out again', async () => {
    const { deps, removed, asked } = createChrome({ silent: allGranted });
    const grant = await renewGoogleByBrowser(deps, 'refused-token');
    expect([grant.accessToken, removed, asked]).toEqual(['chrome-token', ['refused-token'], ['silent']]);
  });

  test('of a token that is merely old drops nothing', async () => {
    const { deps, removed } = createChrome({ silent: allGranted });
    await renewGoogleByBrowser(deps, null);
    expect(removed).toEqual([]);
  });

  test.each([notSignedIn, noGrant, saidNo, 'User interaction required.', 'The user turned off browser signin'])(
    'asks for a new sign-in when Chrome says "%s"',
    async (sentence) => {
      const error = await thrownBy(renewGoogleByBrowser(createChrome({ silent: sentence }).deps, null));
      expect(error.name).toBe('AuthError');
    },
  );

  test('asks for a new sign-in when a box has been taken back', async () => {
    const outcome = { token: 'chrome-token', grantedScopes: googleScopes.slice(0, 2) };
    const error = await thrownBy(renewGoogleByBrowser(createChrome({ silent: outcome }).deps, null));
    expect([error.name, error.message]).toEqual(['AuthError', 'Google no longer grants calendar.freebusy']);
    expect(everythingSaid(error)).not.toContain('chrome-token');
  });

  test.each(['OAuth2 request failed: Connection failed (-106).', 'hangs', 'Something new'])(
    'signs nobody out when Chrome %s',
    async (sentence) => {
      const { deps } = createChrome({ silent: sentence });
      const error = await thrownBy(renewGoogleByBrowser(deps, 'refused-token'));
      expect(error.name).toBe('UnreachableError');
      expect(everythingSaid(error)).not.toContain('refused-token');
    },
  );
});
