import { expect, test } from 'vitest';
import {
  GoogleTokens,
  HaloTokens,
  joinTokens,
  LastingGooglePart,
  LastingHaloPart,
  SessionPart,
  toLastingGooglePart,
  toLastingHaloPart,
  toSessionPart,
} from '../../../lib/auth/tokens';
import { startMs } from './sign-in-fixtures';

const halo: HaloTokens = {
  schemaVersion: 1,
  accessToken: 'access',
  expiresAtMs: startMs,
  refreshToken: 'refresh',
  scopeSet: 'least',
};
const google: GoogleTokens = {
  schemaVersion: 1,
  accessToken: 'access',
  expiresAtMs: startMs,
  accountEmail: 'leah.novak@acme.example',
  grantedScopes: ['https://www.googleapis.com/auth/calendar'],
  by: 'window',
};

test('tokens that were taken apart, stored and read are the same again', () => {
  const haloParts = JSON.parse(JSON.stringify([toLastingHaloPart(halo), toSessionPart(halo)]));
  expect(joinTokens(LastingHaloPart.parse(haloParts[0]), SessionPart.parse(haloParts[1]))).toEqual(halo);
  const googleParts = JSON.parse(JSON.stringify([toLastingGooglePart(google), toSessionPart(google)]));
  expect(joinTokens(LastingGooglePart.parse(googleParts[0]), SessionPart.parse(googleParts[1]))).toEqual(google);
});

test('no access token is in the part that outlives the browser, and no refresh token in the part that does not', () => {
  expect(JSON.stringify([toLastingHaloPart(halo), toLastingGooglePart(google)])).not.toContain('access"');
  expect(JSON.stringify(toSessionPart(halo))).not.toContain('refresh');
});

test('after a start of the browser the access token counts as run out', () => {
  const joined = joinTokens(toLastingHaloPart(halo), null);
  expect(joined).toEqual({ ...halo, accessToken: '', expiresAtMs: 0 });
  expect(HaloTokens.safeParse(joined).success).toBe(true);
});

test.each([
  ['another schema version', { ...toLastingHaloPart(halo), schemaVersion: 2 }],
  ['no schema version', { refreshToken: 'r', scopeSet: 'all' }],
  ['an unknown set of scopes', { ...toLastingHaloPart(halo), scopeSet: 'some' }],
  ['nothing', undefined],
])('stored tokens with %s are not read', (_what, stored) => {
  expect(LastingHaloPart.safeParse(stored).success).toBe(false);
});

test('a Google sign-in that says nothing of its way is not read', () => {
  const { by: _by, ...without } = google;
  expect(GoogleTokens.safeParse(without).success).toBe(false);
});
