import type { GoogleClient, GoogleSignInDeps } from './google-page';
import { type BrowserTokenDeps, renewGoogleByBrowser } from './google-token-by-browser';
import { renewGoogleSilently } from './renew-google-silently';
import type { GoogleTokens } from './tokens';

/** Renews by the way the tokens came: the `renew` of the Google account's token keeper. */
export async function renewGoogleTokens(
  deps: { readonly window: GoogleSignInDeps; readonly browser: BrowserTokenDeps },
  client: GoogleClient,
  tokens: GoogleTokens,
  why: 'expired' | 'rejected',
): Promise<GoogleTokens> {
  switch (tokens.by) {
    case 'window':
      return { ...tokens, ...(await renewGoogleSilently(deps.window, client, tokens.accountEmail)) };
    case 'browser': {
      const rejected = why === 'rejected' ? tokens.accessToken : null;
      return { ...tokens, ...(await renewGoogleByBrowser(deps.browser, rejected)) };
    }
  }
}
