import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startBrowser } from '../e2e/support/browser';
import { connectAll, helpdeskOrigin } from '../e2e/support/sign-in';
import { createSandbox, type Sandbox } from '../servers/sandbox';

const ticketUrl = `${helpdeskOrigin}/ticket?id=1001`;
const pictures = fileURLToPath(new URL('../../test-results/tour', import.meta.url));

/** A browser window with Docket installed, signed in, and a ticket on screen; stays until the window is closed. */
export async function showDemo(): Promise<void> {
  const { sandbox, browser } = await startSetUp('window');
  const page = await openTicket(browser.context.pages()[0] ?? (await browser.context.newPage()));
  console.log(`\nThe ticket is on screen: ${page.url()}`);
  console.log('Press "Add to calendar". Close the browser, or press Ctrl+C, to end the demo.');
  await browser.context.waitForEvent('close', { timeout: 0 });
  tell(sandbox);
  await sandbox.close();
}

/** The same without a display: makes an appointment from the ticket, prints what both sides hold, saves pictures. */
export async function runTour(): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const { sandbox, browser } = await startSetUp('hidden');
  const page = await openTicket(await browser.context.newPage());
  await page.screenshot({ path: `${pictures}/1-ticket.png` });

  await page.getByRole('button', { name: 'Add to calendar' }).click();
  const form = page.frameLocator('iframe[title="New appointment"]');
  await form.getByRole('group', { name: 'Day' }).waitFor();
  await form.getByRole('checkbox', { name: 'Amir Haddad (additional agent)' }).waitFor();
  await page.screenshot({ path: `${pictures}/2-form.png` });

  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
  await page.screenshot({ path: `${pictures}/3-created.png` });

  const popup = await browser.openOwn('popup.html');
  await popup.setViewportSize({ width: 380, height: 600 });
  await popup.getByRole('list', { name: 'Agenda' }).waitFor();
  await popup.screenshot({ path: `${pictures}/4-popup.png` });

  tell(sandbox);
  console.log(`\nPictures: ${pictures}`);
  await browser.close();
  await sandbox.close();
}

async function startSetUp(mode: 'window' | 'hidden') {
  const sandbox = createSandbox();
  const port = await sandbox.listen();
  const browser = await startBrowser({
    port,
    headless: mode === 'hidden',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  console.log('Signing in to the sandbox: helpdesk and Google, as Leah Novak …');
  await connectAll(browser);
  return { sandbox, browser };
}

async function openTicket(page: Page): Promise<Page> {
  await page.goto(ticketUrl);
  await page.getByRole('button', { name: 'Add to calendar' }).waitFor();
  return page;
}

/** What Docket made on both sides, and whom Google would have mailed. */
function tell({ helpdesk, google }: Sandbox): void {
  const made = [...helpdesk.state.appointments.values()].filter(({ entryid }) =>
    String(entryid ?? '').startsWith('docket:'),
  );
  console.log('\nMade in the helpdesk:');
  for (const { id, subject, start_date, end_date, attendees } of made) {
    console.log(`  #${id} ${subject}: ${start_date} to ${end_date} (UTC), with ${attendees || 'nobody else'}`);
  }
  console.log(`Mails that Google would have sent: ${google.outbox.length}`);
}
