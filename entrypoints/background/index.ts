import { type Browser, browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import * as z from 'zod/mini';
import type { Desk } from '../../lib/app/desk';
import type { FormSession } from '../../lib/app/form-session';
import { ProblemError } from '../../lib/app/problem-error';
import { toProblem } from '../../lib/http/to-problem';
import { serve } from '../../lib/messages/serve';
import { lockAreas } from '../../lib/storage/credentials';
import { forgetFormTokens } from '../../lib/storage/form-tokens';
import { createAccounts } from './accounts';
import { serveNotifications } from './attention';
import { createDesk } from './desk';
import { serveForms } from './form-ports';
import { createHandlers } from './handlers';
import { menuId, openNewAppointment } from './new-appointment';
import { registerPages } from './page-scripts';
import { createRounds, type Rounds, readAlarm, saveAlarm } from './rounds';

export default defineBackground(() => {
  // The extension's policy forbids code from text, and zod would try whether it is allowed.
  z.config({ jitless: true });

  const sessions = new Set<FormSession>();
  const { desk, connections } = createDesk(async (linkId) => {
    await Promise.all([...sessions].map((session) => session.linkChanged(linkId)));
  });
  const rounds = createRounds(desk);
  const accounts = createAccounts(desk, connections, rounds);

  serve(createHandlers(desk, accounts, rounds), {
    helpdeskOrigin: async () => (await desk.readSettings()).helpdesk?.origin ?? null,
    toProblem: (error) => (error instanceof ProblemError ? error.problem : toProblem(error, 'helpdesk')),
  });
  serveForms(desk, rounds, sessions);

  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') run(openWelcome);
    run(() => registerPages(desk, 'afterUpdate'));
  });
  browser.runtime.onStartup.addListener(() => {
    // What the last closing cut short, or kept waiting for a network, does not wait any longer.
    run(async () => {
      await rounds.save('hasten');
      await rounds.read();
    });
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === saveAlarm) run(() => rounds.save('due'));
    if (name === readAlarm) run(() => rounds.read());
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

  run(() => wakeUp(desk, rounds));
});

/** At every start of the worker: what an update or a death may have taken away is put back, what was under way goes on. */
async function wakeUp(desk: Desk, rounds: Rounds): Promise<void> {
  await lockAreas();
  await registerPages(desk);
  if ((await browser.alarms.get(readAlarm)) === undefined) {
    // Spread, so that the browsers of a team do not ask in the same second.
    await browser.alarms.create(readAlarm, { delayInMinutes: 1 + Math.random() * 4, periodInMinutes: 5 });
  }
  await rounds.save('due');
}

async function newAppointment(tab: Browser.tabs.Tab | undefined): Promise<void> {
  const [active] = tab === undefined ? await browser.tabs.query({ active: true, currentWindow: true }) : [tab];
  await openNewAppointment(active);
}

/** Nobody waits for these: what goes wrong is written where a developer looks, and the next wake-up tries again. */
function run(work: () => Promise<unknown>): void {
  work().catch((error: unknown) => console.error(error));
}
