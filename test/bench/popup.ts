import type { TestBrowser } from '../e2e/support/browser';
import { byTurns } from './samples';

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

/** The popup's page, in a new tab each time. `prepare` comes before each opening of ours, outside the time measured. */
export async function measurePopups(
  browser: TestBrowser,
  origins: { readonly ours: string; readonly empty: string },
  prepare: () => Promise<unknown>,
): Promise<{ readonly ours: readonly PopupTime[]; readonly other: readonly PopupTime[] }> {
  return byTurns(
    async () => {
      await prepare();
      return openPopup(browser, origins.ours, ['first-contentful-paint', 'agenda-shown']);
    },
    () => openPopup(browser, origins.empty, ['first-contentful-paint']),
  );
}

async function openPopup({ context }: TestBrowser, origin: string, awaited: readonly string[]): Promise<PopupTime> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 380, height: 600 });
  await page.addInitScript(watchAgenda);
  await page.goto(`${origin}/popup.html`);
  await page.waitForFunction((names) => names.every((name) => performance.getEntriesByName(name).length > 0), awaited);
  const [firstPaintMs, agendaMs] = await page.evaluate(() =>
    ['first-contentful-paint', 'agenda-shown'].map((name) => performance.getEntriesByName(name)[0]?.startTime ?? null),
  );
  await page.close();
  if (typeof firstPaintMs !== 'number') throw new Error('The popup was never painted');
  return { firstPaintMs, agendaMs: agendaMs ?? null };
}
