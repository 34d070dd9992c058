import type { Page } from 'playwright-core';
import { extensionUrl } from './browser';

/** Works out an expression in the world of Docket's content script on the page: where a fault in it would lead an attacker. */
export async function inScriptWorld<T>(page: Page, expression: string): Promise<T> {
  const session = await page.context().newCDPSession(page);
  const worlds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === extensionUrl && String(context.auxData?.['isDefault']) === 'false') worlds.push(context.id);
  });
  // Answered only after the contexts that are there have been told.
  await session.send('Runtime.enable');
  const [contextId] = worlds;
  if (contextId === undefined) throw new Error('There is no content script of Docket on this page');
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}
