import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

const FormToken = z.object({
  tabId: z.int(),
  ticketId: z.int(),
  expiresAtMs: z.number(),
  /** The frame that used it first; nobody else may come with it afterwards. */
  documentId: z.nullable(z.string()),
});
const FormTokens = z.record(z.string(), FormToken);

const key = 'formTokens';
/** A click leads to a frame at once; a token that was not used by then is void. */
const unusedLifeMs = 60_000;

/** A one-time token for the frame that a click on a ticket page opens. */
export async function giveFormToken(
  token: string,
  of: { tabId: number; ticketId: number },
  nowMs: number,
): Promise<void> {
  await change((tokens) => {
    const kept = Object.entries(tokens).filter(
      ([, { documentId, expiresAtMs }]) => documentId !== null || expiresAtMs > nowMs,
    );
    return { ...Object.fromEntries(kept), [token]: { ...of, expiresAtMs: nowMs + unusedLifeMs, documentId: null } };
  });
}

/** The ticket that a token stands for, if this frame may use it: the first to come within a minute, and it alone again. */
export async function useFormToken(
  token: string,
  frame: { readonly tabId: number; readonly documentId: string },
  nowMs: number,
): Promise<number | null> {
  let ticketId: number | null = null;
  await change((tokens) => {
    const found = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
    if (found === undefined || found.tabId !== frame.tabId) return tokens;
    const isFirst = found.documentId === null && found.expiresAtMs > nowMs;
    if (!isFirst && found.documentId !== frame.documentId) return tokens;
    ticketId = found.ticketId;
    return { ...tokens, [token]: { ...found, documentId: frame.documentId } };
  });
  return ticketId;
}

/** Forgets the tokens of a tab that is gone. */
export async function forgetFormTokens(tabId: number): Promise<void> {
  await change((tokens) => Object.fromEntries(Object.entries(tokens).filter(([, token]) => token.tabId !== tabId)));
}

async function change(work: (tokens: z.infer<typeof FormTokens>) => z.infer<typeof FormTokens>): Promise<void> {
  await navigator.locks.request('docket-form-tokens', async () => {
    const parsed = FormTokens.safeParse((await browser.storage.session.get(key))[key]);
    await browser.storage.session.set({ [key]: work(parsed.success ? parsed.data : {}) });
  });
}
