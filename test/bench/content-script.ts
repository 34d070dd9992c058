import type { CDPSession } from 'playwright-core';
import type { TestBrowser } from '../e2e/support/browser';
import { helpdeskOrigin } from '../e2e/support/sign-in';
import { bareButton, bareTicketUrl } from './empty-extension';
import { byTurns } from './samples';

/** Main-thread milliseconds of one extension's content script on one ticket page. */
export interface ScriptTime {
  /** Compiling and evaluating, in time that the thread was at work: other programs do not lengthen it. */
  readonly evaluateMs: number;
  /** The same by the clock: with the waiting for the browser, and for other programs. */
  readonly evaluateWallMs: number;
  /** With all that the script did until its button stood. */
  readonly toButtonMs: number;
}

/** A trace event of Chromium; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

/** Each page is opened in a new tab and a process of its own, as a ticket is: nothing is compiled before. */
export async function measureContentScripts(
  browser: TestBrowser,
  session: CDPSession,
  origins: { readonly ours: string; readonly empty: string },
): Promise<{ readonly ours: readonly ScriptTime[]; readonly other: readonly ScriptTime[] }> {
  return byTurns(
    () => traceTicketPage(browser, session, `${helpdeskOrigin}/ticket?id=1001`, 'Add to calendar', origins.ours),
    () => traceTicketPage(browser, session, bareTicketUrl, bareButton, origins.empty),
  );
}

async function traceTicketPage(
  { context }: TestBrowser,
  session: CDPSession,
  url: string,
  button: string,
  extensionOrigin: string,
): Promise<ScriptTime> {
  const events: TraceEvent[] = [];
  const collect = (chunk: { value: object[] }) => events.push(...(chunk.value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'], excludedCategories: ['*'] },
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: button }).waitFor();
  await page.close();
  const complete = new Promise<unknown>((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);

  // Calls into the script stand in the trace beside its evaluation, never within it.
  const own = events.filter(({ args }) => args?.data?.url?.startsWith(`${extensionOrigin}/content-scripts/`));
  const evaluations = own.filter(({ name }) => name === 'EvaluateScript');
  if (evaluations.length !== 1) throw new Error(`The script of ${url} ran ${evaluations.length} times`);
  const calls = own.filter(({ name }) => name === 'FunctionCall');
  return {
    evaluateMs: milliseconds(evaluations, 'tdur'),
    evaluateWallMs: milliseconds(evaluations, 'dur'),
    toButtonMs: milliseconds([...evaluations, ...calls], 'tdur'),
  };
}

function milliseconds(events: readonly TraceEvent[], clock: 'dur' | 'tdur'): number {
  return events.reduce((sum, event) => sum + (event[clock] ?? 0), 0) / 1_000;
}
