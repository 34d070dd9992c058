import { type Browser, browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import * as z from 'zod/mini';
import type { Desk } from '../../lib/app/desk';
import type { FormSession } from '../../lib/app/form-session';
import { problemIn } from '../../lib/app/problem-error';
import { settleDead } from '../../lib/app/settle-dead';
import { toProblem } from '../../lib/http/to-problem';
import { serve } from '../../lib/messages/serve';
import { lockAreas } from '../../lib/storage/credentials';
import { forgetFormTokens } from '../../lib/storage/form-tokens';
import type { SyncPart } from '../sync/sync-part';
import { createAccounts } from './accounts';
import { readAlarm, reviewAlarm, saveAlarm } from './alarms';
import { serveNotifications } from './attention';
import { isFirstSinceStart } from './browser-start';
import { createDesk } from './desk';
import { syncOnFocus } from './focus-sync';
import { serveForms } from './form-ports';
import { createHandlers } from './handlers';
import { menuId, openNewAppointment } from './new-appointment';
import { registerPages } from './page-scripts';
import { createReviewing, type Reviewing } from './reviewing';
import { createRounds, type Rounds } from './rounds';
import { installSyncScript, loadSyncScript } from './sync-script';

export default defineBackground(() => {
  // The extension's policy forbids code from text, and zod would try whether it is allowed.
  z.config({ jitless: true });

  const sessions = new Set<FormSession>();
  const { desk, connections } = createDesk(async (linkId) => {
    await Promise.all([...sessions].map((session) => session.linkChanged(linkId)));
  });
  installSyncScript();
  let made: SyncPart | undefined;
  const syncPart = async () => {
    const script = await loadSyncScript();
    made ??= script.createSyncPart(desk, rounds, reviewing);
    return made;
  };
  const rounds = createRounds(desk, syncPart);
  const reviewing = createReviewing(desk, syncPart);
  const accounts = createAccounts(desk, connections, rounds, syncPart);

  serve(createHandlers(desk, accounts, rounds, syncPart), {
    helpdeskOrigin: async () => (await desk.readSettings()).helpdesk?.origin ?? null,
    toProblem: (error) => problemIn(error) ?? toProblem(error, 'helpdesk'),
  });
  serveForms(desk, rounds, sessions);
  syncOnFocus(desk, rounds);

  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') run(openWelcome);
    run(() => registerPages(desk, 'afterUpdate'));
  });
  // That somebody listens wakes the worker when the browser starts: the rest is `wakeUp`.
  browser.runtime.onStartup.addListener(() => undefined);
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === saveAlarm) run(() => rounds.save('due'));
    if (name === readAlarm) run(() => rounds.read());
    if (name === reviewAlarm) run(() => reviewing.resume());
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === 'new-appointment') run(() => newAppointment(tab));
  });
  browser.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    if (menuItemId === menuId) run(() => openNewAppointment(tab));
  });
  serveNotifications();
  browser.permissions.onAdded.addListener(() => {
    serveNotifications();
    run(() => registerPages(desk));
  });
  browser.permissions.onRemoved.addListener(() => run(() => registerPages(desk)));
  browser.tabs.onRemoved.addListener((tabId) => run(() => forgetFormTokens(tabId)));
  self.addEventListener('online', () => run(() => rounds.save('hasten')));

  async function openWelcome(): Promise<void> {
    // A browser that loads the extension afresh at each start says "install" each time.
    const { helpdesk } = await desk.readSettings();
    if (helpdesk === null) await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
  }

  run(() => wakeUp(desk, rounds, reviewing));
});

/** At every start of the worker: what an update or a death may have taken away is put back, what was under way goes on. */
async function wakeUp(desk: Desk, rounds: Rounds, reviewing: Reviewing): Promise<void> {
  await lockAreas();
  await registerPages(desk);
  await settleDead(desk);
  if ((await browser.alarms.get(readAlarm)) === undefined) await rounds.schedule();
  // What the last closing cut short, or kept waiting for a network, does not wait any longer.
  const isStart = (await isFirstSinceStart()) && (await desk.readSettings()).helpdesk !== null;
  await rounds.save(isStart ? 'hasten' : 'due');
  if (isStart) rounds.start();
  await reviewing.resume();
}

async function newAppointment(tab: Browser.tabs.Tab | undefined): Promise<void> {
  const [active] = tab === undefined ? await browser.tabs.query({ active: true, currentWindow: true }) : [tab];
  await openNewAppointment(active);
}

/** Nobody waits for these: what goes wrong is written where a developer looks, and the next wake-up tries again. */
function run(work: () => Promise<unknown>): void {
  work().catch((error: unknown) => console.error(error));
}
