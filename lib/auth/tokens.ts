import * as z from 'zod/mini';

/**
 * What a sign-in leaves behind. The access token lies in `storage.session` and is gone when the browser is started anew;
 * the rest lies in `storage.local`. `SessionPart` and the `Lasting…` shapes are the two stored halves, and `joinTokens`
 * puts them together again.
 */
const schemaVersion = z.literal(1);

export const SessionPart = z.object({
  schemaVersion,
  accessToken: z.string(),
  /** Epoch ms; 0 where no access token is kept. */
  expiresAtMs: z.number(),
});
export type SessionPart = z.infer<typeof SessionPart>;

/** Which scopes the helpdesk was asked for: see `halo-sign-in.ts`. */
export const HaloScopeSet = z.enum(['least', 'all']);
export type HaloScopeSet = z.infer<typeof HaloScopeSet>;

export const LastingHaloPart = z.object({
  schemaVersion,
  /** Null where the helpdesk gave none: then the agent signs in again when the access token has run out. */
  refreshToken: z.nullable(z.string()),
  scopeSet: HaloScopeSet,
});
export type LastingHaloPart = z.infer<typeof LastingHaloPart>;

export const HaloTokens = z.extend(LastingHaloPart, SessionPart.shape);
export type HaloTokens = z.infer<typeof HaloTokens>;

export const LastingGooglePart = z.object({
  schemaVersion,
  /** The account's address, as Google spells it: the silent renewal asks for this account and no other. */
  accountEmail: z.string(),
  grantedScopes: z.array(z.string()),
  /** Who hands out the tokens, and so who renews them: our sign-in window, or Google Chrome itself. */
  by: z.enum(['window', 'browser']),
});
export type LastingGooglePart = z.infer<typeof LastingGooglePart>;

export const GoogleTokens = z.extend(LastingGooglePart, SessionPart.shape);
export type GoogleTokens = z.infer<typeof GoogleTokens>;

export function toSessionPart(tokens: HaloTokens | GoogleTokens): SessionPart {
  const { accessToken, expiresAtMs } = tokens;
  return { schemaVersion: 1, accessToken, expiresAtMs };
}

export function toLastingHaloPart(tokens: HaloTokens): LastingHaloPart {
  const { refreshToken, scopeSet } = tokens;
  return { schemaVersion: 1, refreshToken, scopeSet };
}

export function toLastingGooglePart(tokens: GoogleTokens): LastingGooglePart {
  const { accountEmail, grantedScopes, by } = tokens;
  return { schemaVersion: 1, accountEmail, grantedScopes, by };
}

/** Without a session part (the browser was started anew) the access token counts as run out. */
export function joinTokens<L extends LastingHaloPart | LastingGooglePart>(
  lasting: L,
  session: SessionPart | null,
): L & SessionPart {
  return { ...lasting, ...(session ?? { schemaVersion: 1, accessToken: '', expiresAtMs: 0 }) };
}
