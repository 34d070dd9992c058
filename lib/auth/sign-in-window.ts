/** Opens the provider's sign-in page and answers with the address it finally redirects to. */
export type SignInWindow = (url: string, mode: { readonly interactive: boolean }) => Promise<string>;

export type SignInWindowReason = 'closed' | 'notLoaded' | 'interactionRequired' | 'unknown';

/** The sign-in window ended without an answer. */
export class SignInWindowError extends Error {
  override readonly name = 'SignInWindowError';
  readonly reason: SignInWindowReason;

  constructor(message: string, reason: SignInWindowReason) {
    super(message);
    this.reason = reason;
  }
}

/** The browsers' own sentences are all they say of what went wrong; first fit counts. */
const sentences: readonly { readonly sentence: RegExp; readonly reason: SignInWindowReason }[] = [
  // Chromium
  { sentence: /user did not approve access/i, reason: 'closed' },
  { sentence: /authorization page could not be loaded/i, reason: 'notLoaded' },
  { sentence: /user interaction required/i, reason: 'interactionRequired' },
  // Firefox
  { sentence: /user cancelled or denied access/i, reason: 'closed' },
  { sentence: /requires user interaction/i, reason: 'interactionRequired' },
];

/**
 * Sorts what `launchWebAuthFlow` threw. The thrown value is not kept as the cause: an address in it may carry a token.
 */
export function toSignInWindowError(thrown: unknown): SignInWindowError {
  if (thrown instanceof SignInWindowError) return thrown;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const known = sentences.find(({ sentence }) => sentence.test(said));
  return new SignInWindowError(withoutAddresses(said), known?.reason ?? 'unknown');
}

function withoutAddresses(text: string): string {
  return text.replace(/[a-z][a-z0-9+.-]*:\/\/\S+/gi, '…').slice(0, 300);
}
