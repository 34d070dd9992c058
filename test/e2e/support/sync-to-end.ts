import type { TestBrowser } from './browser';

interface SyncReply {
  readonly ok: boolean;
  readonly answer?: { readonly problem: { readonly kind: string } | null; readonly alreadyRunning?: true };
}

/** "Sync now", and again while another run was under way: what stood on either side before the call has been looked at. */
export async function syncToEnd(browser: TestBrowser): Promise<{ readonly kind: string } | null> {
  const page = await browser.openOwn('icon/16.png');
  try {
    for (;;) {
      const reply = await page.evaluate<SyncReply>('chrome.runtime.sendMessage({ name: "syncNow", data: {} })');
      if (!reply.ok || reply.answer === undefined) throw new Error(`"Sync now" was refused: ${JSON.stringify(reply)}`);
      if (reply.answer.alreadyRunning !== true) return reply.answer.problem;
    }
  } finally {
    await page.close();
  }
}
