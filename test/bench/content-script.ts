import type { CDPSession } from 'playwright-core';
import type { TestBrowser } from '../e2e/support/browser';
import { helpdeskOrigin } from '../e2e/support/sign-in';
import { bareButton, bareTicketUrl } from './empty-extension';
import { byTurns } from './samples';
import { type TraceEvent, traced } from './trace';

/** Main-thread milliseconds of one extension's content script on one ticket page. */
export interface ScriptTime {
  /** Compiling and evaluating, in time that the thread was at work: other programs do not lengthen it. */
  readonly evaluateMs: number;
  /** The same by the clock: with the waiting for the browser, and for other programs. */
  readonly evaluateWallMs: number;
  /** With all that the script did until its button stood. */
  toButtonMs: number;
}

/** Each page is opened in a new tab and a process of its own, as a ticket is: nothing is compiled before. */
export async function measureContentScripts(
  browser: TestBrowser,
  session: CDPSession,
  origins: { readonly ours: string; readonly empty: string },
): Promise<{ readonly ours: readonly ScriptTime[]; readonly other: readonly ScriptTime[] }> {
  const { result, events } = await traced(session, ['devtools.timeline'], () =>
    byTurns(
      () => visit(browser, `${helpdeskOrigin}/ticket?id=1001`, 'Add to calendar'),
      () => visit(browser, bareTicketUrl, bareButton),
    ),
  );
  const { ours, other } = result;
  return {
    ours: scriptTimes(events, origins.ours, ours.length),
    other: scriptTimes(events, origins.empty, other.length),
  };
}

async function visit({ context }: TestBrowser, url: string, button: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: button }).waitFor();
  await page.close();
}

/** One visit after the other: each begins with an evaluation, and has the calls into the script that follow it. */
function scriptTimes(events: readonly TraceEvent[], origin: string, visits: number): readonly ScriptTime[] {
  const own = events.filter(({ args }) => args?.data?.url?.startsWith(`${origin}/content-scripts/`));
  const times: ScriptTime[] = [];
  for (const { name, dur = 0, tdur = 0 } of own) {
    if (name === 'EvaluateScript') {
      times.push({ evaluateMs: tdur / 1_000, evaluateWallMs: dur / 1_000, toButtonMs: tdur / 1_000 });
    }
    const last = times.at(-1);
    if (name === 'FunctionCall' && last !== undefined) last.toButtonMs += tdur / 1_000;
  }
  if (times.length !== visits) throw new Error(`The content script ran ${times.length} times in ${visits} visits`);
  return times;
}
