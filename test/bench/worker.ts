import type { CDPSession, Page } from 'playwright-core';
import { byTurns } from './samples';

/** A page of each extension, without any script of its own. */
export interface Askers {
  readonly ours: Page;
  readonly empty: Page;
}

/** Milliseconds from asking a worker that was ended to its answer; ours is asked for something that it has to read. */
export async function measureWorkers(
  session: CDPSession,
  { ours, empty }: Askers,
): Promise<{ readonly ours: readonly number[]; readonly other: readonly number[] }> {
  return byTurns(
    () => askStopped(session, ours, { name: 'accounts', data: {} }),
    () => askStopped(session, empty, {}),
  );
}

async function askStopped(session: CDPSession, page: Page, message: object): Promise<number> {
  await endWorker(session, await page.evaluate('origin'));
  const answered = await page.evaluate<{ ms: number; ok: unknown }>(`(async () => {
    const start = performance.now();
    const { ok } = await chrome.runtime.sendMessage(${JSON.stringify(message)});
    return { ms: performance.now() - start, ok };
  })()`);
  if (answered.ok !== true) throw new Error(`The worker of ${page.url()} refused to answer`);
  return answered.ms;
}

/** Ends the worker and waits until it is gone, and the browser has put its things away. */
async function endWorker(session: CDPSession, origin: string): Promise<void> {
  const isOne = ({ type, url }: { type: string; url: string }) => type === 'service_worker' && url.startsWith(origin);
  const find = async () => (await session.send('Target.getTargets')).targetInfos.filter(isOne);
  for (const { targetId } of await find()) await session.send('Target.closeTarget', { targetId });
  do await pause(200);
  while ((await find()).length > 0);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
