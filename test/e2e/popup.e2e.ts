import { DateTime } from 'luxon';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import { agentIds } from '../fixtures/helpdesk-seed-people';
import { googleInsert, helpdeskCreate } from './support/api-calls';
import { extensionUrl } from './support/browser';
import { setTime } from './support/form-time';
import { appointmentsMade, eventsMade, madeFrom } from './support/made-by-docket';
import { londonMs, quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { connectHelpdesk, helpdeskOrigin } from './support/sign-in';
import { openForm, openTicket } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

const tomorrow = DateTime.now().setZone('Europe/London').plus({ days: 1 }).toFormat('yyyy-MM-dd');
const quietDay = quietTuesday();

async function openPopup(): Promise<Page> {
  const popup = await scene.browser.openOwn('popup.html');
  await popup.setViewportSize({ width: 380, height: 600 });
  return popup;
}

function agendaRows(popup: Page, subject: string) {
  return popup.getByRole('list', { name: 'Agenda' }).locator('.agenda-row').filter({ hasText: subject });
}

/** Comes back when both sides have been asked; what they said is shown a moment later. */
async function syncNow(popup: Page): Promise<void> {
  const askedBefore = scene.sandbox.requests.length;
  await popup.getByRole('button', { name: 'Sync now' }).click();
  const asked = () => scene.sandbox.requests.slice(askedBefore);
  await expect.poll(asked).toContain('GET acme.halopsa.com/api/Appointment');
  await expect.poll(() => asked().some((one) => /^GET www.googleapis.com.*\/events$/.test(one))).toBe(true);
  await popup.getByText('Last sync: just now').waitFor();
}

function planInHelpdesk(subject: string, start: string, end: string): void {
  scene.sandbox.helpdesk.webUi.createAppointment({
    agent_id: agentIds.leah,
    subject,
    start_date: new Date(londonMs(tomorrow, start)).toISOString().slice(0, 19),
    end_date: new Date(londonMs(tomorrow, end)).toISOString().slice(0, 19),
  });
}

function planInGoogle(subject: string, start: string, end: string): void {
  scene.sandbox.google.asPerson(googleEmails.leah).createEvent({
    summary: subject,
    start: { dateTime: new Date(londonMs(tomorrow, start)).toISOString() },
    end: { dateTime: new Date(londonMs(tomorrow, end)).toISOString() },
  });
}

async function liveWorkers(): Promise<number> {
  const session = await scene.browser.context.browser()?.newBrowserCDPSession();
  const targets = (await session?.send('Target.getTargets'))?.targetInfos ?? [];
  await session?.detach();
  return targets.filter(({ type, url }) => type === 'service_worker' && url.startsWith(extensionUrl)).length;
}

test('"Sync now" brings what was planned elsewhere, and what Docket made stands there once for both sides', async () => {
  planInHelpdesk('Only in the helpdesk', '11:00', '11:30');
  planInGoogle('Only in Google', '14:00', '14:30');
  const { page, form } = await openForm(scene.browser, 1022);
  await setTime(form, { date: tomorrow, start: '16:00', end: '16:30' });
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Google Calendar: done').waitFor();
  await page.close();

  const popup = await openPopup();
  await popup.getByRole('heading', { name: 'Docket' }).waitFor();
  await popup.getByRole('heading', { name: /^Today / }).waitFor();
  await popup.getByRole('heading', { name: /^Tomorrow / }).waitFor();
  await syncNow(popup);
  const linksOf = (subject: string) => agendaRows(popup, subject).getByRole('link').allTextContents();
  await expect.poll(() => linksOf('Only in the helpdesk')).toEqual(['Helpdesk: Only in the helpdesk']);
  await expect.poll(() => linksOf('Only in Google')).toEqual(['Google Calendar: Only in Google']);
  const both = agendaRows(popup, 'Headset without sound');
  expect(await both.count()).toBe(1);
  expect(await both.getByText('16:00 – 16:30').count()).toBe(1);
  expect(await both.getByText('#1022').count()).toBe(1);
  const links = both.getByRole('link');
  expect(await links.nth(0).getAttribute('href')).toBe(`${helpdeskOrigin}/ticket?id=1022`);
  expect(await links.nth(1).getAttribute('href')).toBe(madeFrom(scene.sandbox, 1022).event.htmlLink);
  await popup.close();
});

test('the agenda is there at once, without network and without the worker', async () => {
  const { browser } = scene;
  // A tab that comes to the front wakes the worker, a popup does not: the tab stands before the worker dies.
  const popup = await browser.context.newPage();
  await browser.context.setOffline(true);
  await browser.killWorker();
  await expect.poll(liveWorkers).toBe(0);
  await popup.goto(`${extensionUrl}/popup.html`);
  await agendaRows(popup, 'Only in the helpdesk').waitFor();
  await agendaRows(popup, 'Only in Google').waitFor();
  await popup.getByText(/^Last sync: /).waitFor();
  expect(await liveWorkers(), 'the worker was not needed').toBe(0);
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await popup.getByRole('alert').filter({ hasText: 'The server could not be reached.' }).waitFor();
  await agendaRows(popup, 'Only in the helpdesk').waitFor();
  await browser.context.setOffline(false);
  await syncNow(popup);
  await expect.poll(() => popup.getByRole('alert').count()).toBe(0);
  await popup.close();
});

test('what falls outside the working hours of the coming days stands in a region of its own', async () => {
  planInHelpdesk('Late change', '22:00', '22:30');
  const popup = await openPopup();
  await syncNow(popup);
  const region = popup.getByRole('region', { name: 'Outside working hours' });
  const subjects = () => region.locator('.agenda-subject').allTextContents();
  await expect.poll(subjects).toContain('Late change');
  expect((await subjects()).includes('Headset without sound')).toBe(isWeekend(tomorrow));
  await agendaRows(popup, 'Late change').getByText('Outside hours').waitFor();
  await popup.close();
});

test('the series that the helpdesk hides stand folded in the popup, and are copied nowhere', async () => {
  const popup = await openPopup();
  const recurring = popup.locator('details').filter({ hasText: 'Recurring' });
  await recurring.getByText('Recurring', { exact: true }).click();
  const rows = recurring.getByRole('list', { name: 'Recurring' }).getByRole('listitem');
  await expect.poll(() => rows.count()).toBe(1);
  expect(await rows.innerText()).toContain('Team meeting');
  expect(await rows.innerText()).toContain('Every week');
  expect(await rows.getByRole('link').getAttribute('href')).toBe(`${helpdeskOrigin}/calendar`);
  await recurring.getByText(/^Halo shows these only with/).waitFor();
  await popup.close();
  expect(eventsMade(scene.sandbox).filter(({ summary }) => summary === 'Team meeting')).toEqual([]);
});

test('what could not be saved is tried again on "Retry", and makes one record', async () => {
  const { sandbox, browser } = scene;
  sandbox.faults.add({ ...googleInsert, times: 1, fault: { kind: 'answer', status: 403, body: forbidden } });
  const { page, form } = await openForm(browser, 1025);
  await setTime(form, { date: quietDay, start: '10:00', end: '10:30' });
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText(/^Google Calendar: failed/).waitFor();
  await page.close();

  const popup = await openPopup();
  const region = popup.getByRole('region', { name: 'Needs attention' });
  await region.getByText('Google Calendar refused the request (code 403).').waitFor();
  await region.getByText('Waits for you: not tried again by itself').waitFor();
  await region.getByRole('button', { name: /^Retry ?: Shared calendar missing, Google Calendar$/ }).click();
  await region.getByText('All saved, nothing waits for you').waitFor();
  await popup.close();
  const { appointment, event } = madeFrom(sandbox, 1025);
  expect(event.extendedProperties?.shared?.['docketAppointment']).toBe(String(appointment.id));
});

test('"Drop" asks first, then gives up what was not made and keeps what was', async () => {
  const { sandbox, browser } = scene;
  const made = appointmentsMade(sandbox).length;
  const refusal = JSON.stringify({ error_description: 'Not in this status.' });
  sandbox.faults.add({ ...helpdeskCreate, times: 1, fault: { kind: 'answer', status: 400, body: refusal } });
  const { page, form } = await openForm(browser, 1020);
  await setTime(form, { date: quietDay, start: '11:00', end: '11:30' });
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText(/^Helpdesk: failed/).waitFor();
  await form.getByText('Google Calendar: done').waitFor();
  await page.close();

  const popup = await openPopup();
  const region = popup.getByRole('region', { name: 'Needs attention' });
  const drop = region.getByRole('button', { name: /^Drop ?: Backup report for auditors, Helpdesk$/ });
  await drop.click();
  await region.getByText('Stop saving “Backup report for auditors” to Helpdesk?').waitFor();
  await region.getByRole('button', { name: 'Keep it' }).click();
  expect(await drop.isVisible()).toBe(true);
  await drop.click();
  await region.getByRole('button', { name: 'Drop it' }).click();
  await region.getByText('All saved, nothing waits for you').waitFor();
  await syncNow(popup);
  await popup.close();
  expect(appointmentsMade(sandbox)).toHaveLength(made);
  expect(eventsMade(sandbox).filter(({ summary }) => summary === 'Backup report for auditors')).toHaveLength(1);
});

test('"New appointment" is for the ticket in the active tab, and for none where there is none', async () => {
  const { browser } = scene;
  const popup = await openPopup();
  const ticket = await openTicket(browser, 1002);
  await ticket.bringToFront();
  await popup.getByRole('button', { name: 'New appointment' }).click();
  const subject = popup.getByRole('textbox', { name: 'Subject' });
  await expect.poll(() => subject.inputValue()).toBe('On-boarding visit');
  await popup.getByRole('button', { name: 'Back (the draft is kept)' }).click();
  await ticket.goto(`${helpdeskOrigin}/tickets`);
  const button = popup.getByRole('button', { name: 'New appointment' });
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  await button.click();
  await subject.waitFor();
  expect(await subject.inputValue()).toBe('');
  await subject.fill('Without a ticket');
  await setTime(popup, { date: quietDay, start: '12:00', end: '12:30' });
  await popup.getByRole('button', { name: 'Create appointment' }).click();
  await popup.getByText('Google Calendar: done').waitFor();
  await popup.close();
  await ticket.close();
  const made = appointmentsMade(scene.sandbox).find((row) => row.subject === 'Without a ticket');
  expect(made).toMatchObject({ ticket_id: null, agent_id: agentIds.leah });
});

test('every keystroke survives the popup closing', async () => {
  const words = ['Move ', 'the old ', 'printer'];
  for (const [index, word] of words.entries()) {
    const popup = await openPopup();
    await popup.getByRole('button', { name: 'New appointment' }).click();
    const subject = popup.getByRole('textbox', { name: 'Subject' });
    await subject.waitFor();
    expect(await subject.inputValue()).toBe(words.slice(0, index).join(''));
    await subject.press('End');
    await popup.keyboard.type(word);
    await popup.close();
  }
  const popup = await openPopup();
  await popup.getByRole('button', { name: 'New appointment' }).click();
  await expect.poll(() => popup.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Move the old printer');
  await popup.getByRole('button', { name: 'Cancel' }).click();
  await popup.close();
});

test("the toolbar's own popup shows the agenda and opens the form of the ticket behind it", async () => {
  const { browser } = scene;
  const watcher = await browser.openOwn('options.html');
  const ticket = await openTicket(browser, 1012);
  await ticket.bringToFront();
  await (await browser.worker()).evaluate('chrome.action.openPopup()');
  // No driver reaches a real popup; another page of the extension does.
  const inPopup = <T>(expression: string) =>
    watcher.evaluate<T | null>(`{
      const [view] = chrome.extension.getViews({ type: 'popup' });
      view === undefined ? null : (({ document }) => ${expression})(view);
    }`);
  await expect.poll(() => inPopup<string>('document.body.textContent')).toContain('Only in the helpdesk');
  await inPopup(
    `[...document.querySelectorAll('button')].find((one) => one.textContent === 'New appointment').click()`,
  );
  await expect
    .poll(() => inPopup<string>(`document.querySelector('.form-subject')?.value`))
    .toBe('🖨️ printer 👩🏽‍💻 on fire 🔥🇬🇧');
  await watcher.close();
  await ticket.close();
});

test('the two-way switch is kept for each agent of their own', async () => {
  const { browser } = scene;
  const isOn = async () => {
    const popup = await openPopup();
    const checked = await popup.getByRole('switch', { name: 'Two-way sync' }).getAttribute('aria-checked');
    await popup.close();
    return checked;
  };
  const signInAs = async (agent: string) => {
    const options = await browser.openOwn('options.html#accounts');
    await options.getByRole('button', { name: 'Disconnect' }).first().click();
    await options.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await options.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await browser.allowHosts(helpdeskOrigin);
    await connectHelpdesk(browser, options, agent);
    await options.close();
  };
  expect(await isOn()).toBe('false');
  const popup = await openPopup();
  const toggle = popup.getByRole('switch', { name: 'Two-way sync' });
  await toggle.click();
  await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('true');
  await popup.getByText('Your calendar and the helpdesk follow each other.').waitFor();
  // The page shows the press before the background has it; closed at once, it has switched all the same.
  await popup.close();
  await expect.poll(isOn).toBe('true');
  await browser.killWorker();
  await expect.poll(isOn).toBe('true');

  await signInAs('Amir Haddad');
  await expect.poll(isOn).toBe('false');
  await signInAs('Leah Novak');
  await expect.poll(isOn).toBe('true');
});

const forbidden = JSON.stringify({
  error: {
    code: 403,
    message: 'You need to have writer access to this calendar.',
    errors: [
      {
        domain: 'calendar',
        reason: 'requiredAccessLevel',
        message: 'You need to have writer access to this calendar.',
      },
    ],
  },
});

function isWeekend(day: string): boolean {
  return DateTime.fromISO(day).weekday > 5;
}
