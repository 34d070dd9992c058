import { expect, test } from 'vitest';
import { SignInWindowError, toSignInWindowError } from '../../../lib/auth/sign-in-window';

test.each([
  ['The user did not approve access.', 'closed'],
  ['Authorization page could not be loaded.', 'notLoaded'],
  ['User interaction required.', 'interactionRequired'],
  [
    'User interaction required. Try setting `abortOnLoadForNonInteractive` and `timeoutMsForNonInteractive` if multiple navigations are required, or if code on the page is used for redirecting after it has loaded.',
    'interactionRequired',
  ],
  ['User cancelled or denied access.', 'closed'],
  ['Requires user interaction', 'interactionRequired'],
  ['Another authorization flow is in progress.', 'unknown'],
])('the browser\'s sentence "%s" means %s', (sentence, reason) => {
  const error = toSignInWindowError(new Error(sentence));
  expect(error).toBeInstanceOf(SignInWindowError);
  expect(error.reason).toBe(reason);
});

test("an address in the browser's sentence is not repeated, for it may carry a token", () => {
  const error = toSignInWindowError(
    new Error('Bad redirect https://x.chromiumapp.org/#access_token=s3cret&state=1 seen'),
  );
  expect(error.message).toBe('Bad redirect … seen');
  expect(error.cause).toBeUndefined();
});

test('something other than an error is sorted too', () => {
  expect(toSignInWindowError('The user did not approve access.').reason).toBe('closed');
  expect(toSignInWindowError(undefined).reason).toBe('unknown');
});
