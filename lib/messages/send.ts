import { browser } from 'wxt/browser';
import type { Reply, RequestData, RequestName } from './protocol';

/** Asks the background. Never rejects: a worker that is gone or an extension that was updated is an answer too. */
export async function send<N extends RequestName>(name: N, data: RequestData<N>): Promise<Reply<N>> {
  try {
    const reply: Reply<N> | undefined = await browser.runtime.sendMessage({ name, data });
    return reply ?? { ok: false, problem: { kind: 'unexpected', detail: 'no answer' } };
  } catch (error) {
    return {
      ok: false,
      problem: { kind: 'unexpected', detail: error instanceof Error ? error.message : String(error) },
    };
  }
}
