/** The part of WebCrypto that sign-in needs. */
export interface SignInCrypto {
  getRandomValues(array: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  readonly subtle: { digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> };
}

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

/** A fresh verifier with its S256 challenge (RFC 7636 4.1 and 4.2). */
export async function createPkce(crypto: SignInCrypto): Promise<Pkce> {
  const verifier = randomText(crypto);
  return { verifier, challenge: await toChallenge(crypto, verifier) };
}

/** BASE64URL(SHA256(ASCII(verifier))), RFC 7636 4.2. */
export async function toChallenge(crypto: Pick<SignInCrypto, 'subtle'>, verifier: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

/** 256 random bits as 43 characters: a code verifier or a `state`. */
export function randomText(crypto: Pick<SignInCrypto, 'getRandomValues'>): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** RFC 4648 5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
