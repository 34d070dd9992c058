import { extensionUrl, type TestBrowser } from '../e2e/support/browser';
import { type Scene, startScene } from '../e2e/support/scene';
import { helpdeskOrigin } from '../e2e/support/sign-in';
import { type BudgetLine, budgetTable, countLine, ratioLine, sizeLine, timeLine } from './budget-table';
import { measureContentScripts, type ScriptTime } from './content-script';
import { bareButton, bareTicketUrl, createEmptyExtension, emptyWorkerFile } from './empty-extension';
import { fillLinks } from './fill-links';
import { loadLine, machineLine } from './machine';
import { measurePopups } from './popup';
import { countRequests } from './requests';
import { counted, countedOfProcesses, summarize } from './samples';
import { measureSizes } from './sizes';
import { contentScriptAsker, measureWorkers, ownPageAsker } from './worker';

const ticketUrl = `${helpdeskOrigin}/ticket?id=1001`;

/** Sizes, and how soon things are there: every budget beside an empty extension in the same browser. */
export async function startBench(): Promise<boolean> {
  const empty = createEmptyExtension();
  const scene = await startScene({ beside: [empty.folder] });
  console.log(machineLine(scene.browser));
  const lines = [...sizeLines(), ...(await requestLines(scene)), ...(await timeLines(scene.browser))];
  await scene.end();
  empty.remove();

  console.log(`\n${budgetTable(lines, 'Empty extension')}\n`);
  console.log(
    `Medians of ${counted} runs, of popup and worker ${countedOfProcesses} (least to 95th percentile), by turns with the empty extension; ${loadLine()}.`,
  );
  return lines.every(({ verdict }) => verdict !== 'missed');
}

function sizeLines(): readonly BudgetLine[] {
  const { contentScript, popup, worker } = measureSizes();
  return [
    sizeLine('Content script, size', contentScript, { bytes: 15_000, gzipped: 6_000 }),
    sizeLine('Popup, size of what loads before the agenda', popup, { bytes: 100_000, gzipped: 32_000 }),
    sizeLine('Worker, size', worker, { bytes: 305_000, gzipped: null }),
  ];
}

async function requestLines(scene: Scene): Promise<readonly BudgetLine[]> {
  const { opening, save } = await countRequests(scene);
  return [
    countLine('Opening the form with a known directory, requests', opening.all.length, 4),
    countLine('A save, requests', save.all.length, 4),
    countLine('A save, writes among them', save.writes.length, 2),
  ];
}

async function timeLines(browser: TestBrowser): Promise<readonly BudgetLine[]> {
  const session = await browser.context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('There is no connection to the browser itself');
  const origins = { ours: extensionUrl, empty: await emptyOrigin(browser) };
  const ours = await ownPageAsker(browser, origins.ours);
  const empty = await ownPageAsker(browser, origins.empty);
  // A round of reading in the midst of the runs would put what the servers have in the place of the stored records.
  await ours.evaluate('chrome.alarms.create("docket-read", { delayInMinutes: 1440 })');
  await fillLinks(ours.page, 5_000);

  const scripts = await measureContentScripts(browser, session, origins);
  // The product makes its record of the 5,000; one that is older than a minute would be made again while it is shown.
  // Dropping what is not there changes nothing else, and begins no run.
  const prepareRecord = () =>
    ours.evaluate('chrome.runtime.sendMessage({ name: "dropSave", data: { linkId: "nothing" } })');
  const popups = await measurePopups(browser, session, origins, prepareRecord);
  const warm = await measureWorkers(
    session,
    { asker: ours, message: { name: 'accounts', data: {} } },
    { asker: empty, message: {} },
  );
  // With its last page an extension's process ends, and with the worker's next start comes a new one.
  for (const page of browser.context.pages()) if (page.url().startsWith('chrome-extension:')) await page.close();
  const cold = await measureWorkers(
    session,
    {
      asker: await contentScriptAsker(browser, origins.ours, { url: ticketUrl, button: 'Add to calendar' }),
      message: { name: 'openForm', data: { ticketId: 1001 } },
    },
    {
      asker: await contentScriptAsker(browser, origins.empty, { url: bareTicketUrl, button: bareButton }),
      message: {},
    },
  );

  const of = <T>(runs: readonly T[], time: (run: T) => number) => summarize(runs.map(time));
  const script = (what: string, time: (run: ScriptTime) => number, most: number | null) =>
    ratioLine(what, of(scripts.ours, time), of(scripts.other, time), most, 'a bare button');
  return [
    script('Content script, compiled and evaluated (main thread)', ({ evaluateMs }) => evaluateMs, 4),
    script('… by the clock', ({ evaluateWallMs }) => evaluateWallMs, null),
    script('… and all it does until its button stands (main thread)', ({ toButtonMs }) => toButtonMs, null),
    ratioLine(
      'Popup, first paint',
      of(popups.ours, ({ firstPaintMs }) => firstPaintMs),
      of(popups.other, ({ firstPaintMs }) => firstPaintMs),
      1.15,
      'an empty popup',
    ),
    timeLine(
      'Popup, agenda shown with 5,000 records stored',
      of(popups.ours, ({ agendaMs }) => agendaMs ?? Number.POSITIVE_INFINITY),
      100,
    ),
    ratioLine(
      'Worker, cold start to first answer',
      summarize(cold.ours),
      summarize(cold.other),
      1.6,
      'an empty worker',
    ),
    ratioLine('… with a page of the extension open', summarize(warm.ours), summarize(warm.other), null, ''),
  ];
}

async function emptyOrigin({ context }: TestBrowser): Promise<string> {
  const isEmpty = (worker: { url(): string }) => worker.url().endsWith(`/${emptyWorkerFile}`);
  const worker = context.serviceWorkers().find(isEmpty) ?? (await context.waitForEvent('serviceworker', isEmpty));
  return worker.url().slice(0, -`/${emptyWorkerFile}`.length);
}
