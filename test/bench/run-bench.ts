import { loadavg } from 'node:os';
import { extensionUrl, type TestBrowser } from '../e2e/support/browser';
import { startScene } from '../e2e/support/scene';
import { type BudgetLine, budgetTable } from './budget-table';
import { measureContentScripts } from './content-script';
import { createEmptyExtension, emptyWorkerFile } from './empty-extension';
import { fillMirror } from './fill-mirror';
import { measurePopups } from './popup';
import { countRequests } from './requests';
import { summarize } from './samples';
import { measureWorkers } from './worker';

export async function runBench(): Promise<void> {
  const empty = createEmptyExtension();
  const scene = await startScene({ beside: [empty.folder] });
  const { browser } = scene;
  const t0 = Date.now(); const lap = (s: string) => console.log(s, Date.now() - t0, loadavg()[0]);
  console.log(await countRequests(scene)); lap('req');
  const origins = { ours: extensionUrl, empty: await emptyOrigin(browser) };
  const session = await browser.context.browser()!.newBrowserCDPSession();
  const ours = await openPlain(browser, origins.ours);
  const other = await openPlain(browser, origins.empty);
  await ours.evaluate('chrome.alarms.create("docket-read", { delayInMinutes: 1440 })');
  await fillMirror(ours, 5_000);
  lap('fill');
  const prepare = async () => {
    await ours.evaluate('chrome.runtime.sendMessage({ name: "setTwoWay", data: { on: false } })');
  };
  const s = (x: readonly number[]) => JSON.stringify(summarize(x));
  const c = await measureContentScripts(browser, session, origins); lap('content');
  for (const k of ['evaluateMs', 'evaluateWallMs', 'toButtonMs'] as const) console.log(k, s(c.ours.map((x) => x[k])), s(c.other.map((x) => x[k])), summarize(c.ours.map((x) => x[k])).median / summarize(c.other.map((x) => x[k])).median);
  const p = await measurePopups(browser, origins, prepare); lap('popup');
  console.log('fcp', s(p.ours.map((x) => x.firstPaintMs)), s(p.other.map((x) => x.firstPaintMs)), summarize(p.ours.map((x) => x.firstPaintMs)).median / summarize(p.other.map((x) => x.firstPaintMs)).median);
  console.log('agenda', s(p.ours.map((x) => x.agendaMs ?? 0)));
  const w = await measureWorkers(session, { ours, empty: other }); lap('worker');
  console.log('worker', s(w.ours), s(w.other), summarize(w.ours).median / summarize(w.other).median);
  await scene.end();
  empty.remove();
}

async function emptyOrigin({ context }: TestBrowser): Promise<string> {
  const isEmpty = (worker: { url(): string }) => worker.url().endsWith(`/${emptyWorkerFile}`);
  const worker = context.serviceWorkers().find(isEmpty) ?? (await context.waitForEvent('serviceworker', isEmpty));
  return worker.url().slice(0, -`/${emptyWorkerFile}`.length);
}

async function openPlain({ context }: TestBrowser, origin: string) {
  const page = await context.newPage();
  await page.goto(`${origin}/manifest.json`);
  return page;
}
