import type { CDPSession, Page } from 'playwright-core';
import type { TestBrowser } from '../e2e/support/browser';
import { byTurns, countedOfProcesses } from './samples';

/** Where a worker is asked from: a page of its own extension, or its content script on somebody's page. */
export interface Asker {
  readonly extensionOrigin: string;
  /** Runs code there and answers what its promise gives. */
  evaluate<T>(code: string): Promise<T>;
}

/** Milliseconds from the question to a worker that was ended, to its answer. */
export async function measureWorkers(
  session: CDPSession,
  ours: { readonly asker: Asker; readonly message: object },
  other: { readonly asker: Asker; readonly message: object },
): Promise<{ readonly ours: readonly number[]; readonly other: readonly number[] }> {
  for (const { asker } of [ours, other]) await endWorker(session, asker.extensionOrigin);
  return byTurns(
    () => askEnded(session, ours.asker, ours.message),
    () => askEnded(session, other.asker, other.message),
    countedOfProcesses,
  );
}

export async function ownPageAsker({ context }: TestBrowser, extensionOrigin: string): Promise<Asker & { page: Page }> {
  const page = await context.newPage();
  // Of the extension's pages the one without a script: nothing else is at work there.
  await page.goto(`${extensionOrigin}/manifest.json`);
  return { extensionOrigin, page, evaluate: (code) => page.evaluate(code) };
}

/** The content script's own world on the page at `url`, as soon as its button stands. */
export async function contentScriptAsker(
  { context }: TestBrowser,
  extensionOrigin: string,
  { url, button }: { readonly url: string; readonly button: string },
): Promise<Asker> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const worlds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context: world }) => {
    if (world.origin.startsWith(extensionOrigin)) worlds.push(world.id);
  });
  await session.send('Runtime.enable');
  await page.goto(url);
  await page.getByRole('button', { name: button }).waitFor();
  return {
    extensionOrigin,
    async evaluate(expression) {
      const contextId = worlds.at(-1);
      if (contextId === undefined) throw new Error(`No content script of ${extensionOrigin} on ${url}`);
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression,
        contextId,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined)
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
  };
}

/** Leaves the worker ended too: what it would have done next does not fall into the other's turn. */
async function askEnded(session: CDPSession, { extensionOrigin, evaluate }: Asker, message: object): Promise<number> {
  const { ms, ok } = await evaluate<{ ms: number; ok: unknown }>(`(async () => {
    const start = performance.now();
    const { ok } = await chrome.runtime.sendMessage(${JSON.stringify(message)});
    return { ms: performance.now() - start, ok };
  })()`);
  if (ok !== true) throw new Error(`The worker of ${extensionOrigin} refused to answer`);
  await endWorker(session, extensionOrigin);
  return ms;
}

/** Ends the worker as idling does, and gives the browser the time to end its process too, where no page keeps that alive. */
async function endWorker(session: CDPSession, extensionOrigin: string): Promise<void> {
  const find = async () =>
    (await session.send('Target.getTargets')).targetInfos.filter(
      ({ type, url }) => type === 'service_worker' && url.startsWith(extensionOrigin),
    );
  for (const { targetId } of await find()) await session.send('Target.closeTarget', { targetId });
  do await pause(300);
  while ((await find()).length > 0);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
