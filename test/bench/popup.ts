import type { CDPSession } from 'playwright-core';
import type { TestBrowser } from '../e2e/support/browser';
import { byTurns, countedOfProcesses } from './samples';
import { type TraceEvent, traced } from './trace';

export interface PopupTime {
  /** First contentful paint, since the navigation began. */
  readonly firstPaintMs: number;
  /** The first frame with a row of the agenda in it, since the navigation began; null for a popup without one. */
  readonly agendaMs: number | null;
}

/** Marks the end of the first frame that has a row of the agenda in it. Runs before the page's own scripts. */
const watchAgenda = `new MutationObserver((_, observer) => {
  if (document.querySelector('.agenda .agenda-row') === null) return;
  observer.disconnect();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => performance.mark('agenda-shown');
    port2.postMessage(null);
  });
}).observe(document, { childList: true, subtree: true });`;

/**
 * The popup's page, in a new tab each time. `prepare` comes before each opening of ours, outside the time measured. Paints
 * are taken from a trace: what a page is told of them is rounded to 4 ms.
 */
export async function measurePopups(
  browser: TestBrowser,
  session: CDPSession,
  origins: { readonly ours: string; readonly empty: string },
  prepare: () => Promise<unknown>,
): Promise<{ readonly ours: readonly PopupTime[]; readonly other: readonly PopupTime[] }> {
  const { result, events } = await traced(session, ['loading', 'blink.user_timing'], () =>
    byTurns(
      async () => {
        await prepare();
        return openPopup(browser, origins.ours, ['first-contentful-paint', 'agenda-shown']);
      },
      () => openPopup(browser, origins.empty, ['first-contentful-paint']),
      countedOfProcesses,
    ),
  );
  const times = (agendas: readonly (number | null)[], origin: string) => {
    const paints = firstPaints(events, `${origin}/popup.html`);
    if (paints.length !== agendas.length) throw new Error(`${paints.length} paints in ${agendas.length} openings`);
    return agendas.map((agendaMs, index) => ({ agendaMs, firstPaintMs: paints[index] ?? 0 }));
  };
  return { ours: times(result.ours, origins.ours), other: times(result.other, origins.empty) };
}

/** Milliseconds from the begin of each navigation to the page's first contentful paint. */
function firstPaints(events: readonly TraceEvent[], url: string): readonly number[] {
  const starts = new Map<string, number>();
  const paints: number[] = [];
  for (const { name, ts, args } of events) {
    const id = args?.data?.navigationId ?? '';
    if (name === 'navigationStart' && args?.data?.documentLoaderURL === url) starts.set(id, ts);
    const startTs = starts.get(id);
    if (name !== 'firstContentfulPaint' || startTs === undefined) continue;
    paints.push((ts - startTs) / 1_000);
    starts.delete(id);
  }
  return paints;
}

async function openPopup({ context }: TestBrowser, origin: string, awaited: readonly string[]): Promise<number | null> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 380, height: 600 });
  await page.addInitScript(watchAgenda);
  await page.goto(`${origin}/popup.html`);
  await page.waitForFunction((names) => names.every((name) => performance.getEntriesByName(name).length > 0), awaited);
  const agendaMs = await page.evaluate(() => performance.getEntriesByName('agenda-shown')[0]?.startTime ?? null);
  await page.close();
  return agendaMs;
}
