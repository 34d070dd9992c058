import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLastPage } from './support/docket-settings';
import { type Scene, startScene } from './support/scene';
import { openTicket } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

const leah = 'leah.novak@acme.example';
const amir = 'amir.haddad@acme.example';

/** Presses the helpdesk's own button; its dialog has the focus in "Subject". */
async function openDialog(page: Page, name = 'New Appointment'): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog', { name, exact: true }).waitFor();
}

function chips(page: Page): Promise<readonly string[]> {
  return page.locator('.Select__multi-value__label').allTextContents();
}

/** Comes back when Docket's script has looked at the page once more: it puts back the button that was taken out. */
async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('docket-button')?.remove());
  await page.locator('docket-button').waitFor({ state: 'attached' });
}

test("the helpdesk's own dialog gets the assigned and the additional agent, once, and sends them", async () => {
  const page = await openTicket(scene.browser, 1001);
  await openDialog(page);
  const box = await page.getByRole('combobox', { name: 'Other Attendees' }).elementHandle();
  await expect.poll(() => chips(page)).toEqual([leah, amir]);
  // The page draws the box anew when its last answer has come.
  await expect.poll(() => box?.evaluate((element) => element.isConnected)).toBe(false);
  await lookAgain(page);
  expect(await chips(page)).toEqual([leah, amir]);
  expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Laptop does not start after update');
  await page.getByRole('button', { name: 'Save' }).click();
  const sent = await page.getByRole('status', { name: 'Sent to the helpdesk' }).textContent();
  expect(sent).toContain(`"attendees": "${leah},${amir}"`);

  // Another opening is another appointment.
  await openDialog(page);
  await expect.poll(() => chips(page)).toEqual([leah, amir]);
  await page.close();
});

test('whoever the agent takes out again is not typed in again, also when the page draws its box anew', async () => {
  const page = await scene.browser.context.newPage();
  await page.addInitScript(holdBackRedraw);
  await page.goto('https://acme.halopsa.com/ticket?id=1001');
  await page.getByRole('button', { name: 'Add to calendar' }).waitFor();
  await openDialog(page);
  const box = await page.getByRole('combobox', { name: 'Other Attendees' }).elementHandle();
  await expect.poll(() => chips(page)).toEqual([leah, amir]);
  await page.getByRole('button', { name: `Remove ${amir}` }).click();
  expect(await box?.evaluate((element) => element.isConnected)).toBe(true);
  await page.evaluate('redraw()');
  expect(await box?.evaluate((element) => element.isConnected)).toBe(false);
  await lookAgain(page);
  await lookAgain(page);
  expect(await chips(page)).toEqual([leah]);
  await page.close();
});

/** Run in the page: the late drawing of the attendee box (after 450 ms) waits for `redraw()`. */
const holdBackRedraw = `
  const later = window.setTimeout;
  window.setTimeout = (work, delayMs, ...rest) => {
    if (delayMs !== 450) return later(work, delayMs, ...rest);
    window.redraw = work;
    return 0;
  };
`;

test('what the agent types while the addresses are still on their way stays, and is not doubled', async () => {
  const { sandbox, browser } = scene;
  const page = await openTicket(browser, 1018);
  const held = sandbox.faults.add({
    method: 'GET',
    url: /\/api\/Tickets\/1018/,
    times: 1,
    fault: { kind: 'hold', when: 'before' },
  });
  await openDialog(page);
  await held.met;
  const box = page.getByRole('combobox', { name: 'Other Attendees' });
  await box.pressSequentially('robin@partner.example');
  await page.getByRole('option', { name: 'robin@partner.example' }).waitFor();
  await box.press('Enter');
  await box.pressSequentially(leah);
  await page.getByRole('option', { name: leah }).waitFor();
  await box.press('Enter');
  await page.getByRole('textbox', { name: 'Subject' }).fill('My own words');
  held.release();
  await expect.poll(() => chips(page)).toEqual(['robin@partner.example', leah, amir]);
  await lookAgain(page);
  expect(await chips(page)).toEqual(['robin@partner.example', leah, amir]);
  expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('My own words');
  await page.close();
});

test('an agent who is typing in the box is not disturbed', async () => {
  const { sandbox, browser } = scene;
  await forgetAttendeesField();
  const page = await openTicket(browser, 1024);
  const held = sandbox.faults.add({
    method: 'GET',
    url: /\/api\/Tickets\/1024/,
    times: 1,
    fault: { kind: 'hold', when: 'before' },
  });
  await openDialog(page);
  await held.met;
  const box = page.getByRole('combobox', { name: 'Other Attendees' });
  await box.pressSequentially('rob');
  held.release();
  // Found, and left alone.
  await expect.poll(async () => (await readLastPage(browser))?.attendeesField).toBe('found');
  expect(await chips(page)).toEqual([]);
  expect(await box.inputValue()).toBe('rob');
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.close();
});

test('the dialog is found on a German helpdesk too, and its address book is used where it knows the person', async () => {
  const page = await openTicket(scene.browser, 1021, '&lang=de&addressbook=on');
  await openDialog(page, 'Neuer Termin');
  await expect.poll(() => chips(page)).toEqual(['Priya.Rao@acme.example', leah]);
  await page.getByRole('button', { name: 'Speichern' }).click();
  const sent = await page.getByRole('status', { name: 'An den Helpdesk gesendet' }).textContent();
  expect(sent).toContain(`"attendees": "Priya.Rao@acme.example,${leah}"`);
  await page.close();
});

test('a dialog of a layout that nobody knows is left as it is', async () => {
  const { browser } = scene;
  await forgetAttendeesField();
  const page = await browser.context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('https://acme.halopsa.com/ticket?id=1001&layout=unknown');
  await page.getByRole('button', { name: 'Add to calendar' }).waitFor();
  await openDialog(page);
  const box = page.getByRole('textbox', { name: 'Other Attendees' });
  await box.fill('robin@partner.example');
  await page.getByRole('textbox', { name: 'Subject' }).fill('My own words');
  await expect.poll(async () => (await readLastPage(browser))?.attendeesField, { timeout: 10_000 }).toBe('notFound');
  expect(await box.inputValue()).toBe('robin@partner.example');
  await page.getByRole('button', { name: 'Save' }).click();
  const sent = await page.getByRole('status', { name: 'Sent to the helpdesk' }).textContent();
  expect(sent).toContain('"attendees": "robin@partner.example"');
  expect(sent).toContain('"subject": "My own words"');
  expect(errors).toEqual([]);
  await page.close();
});

/** A page that has no dialog open reports that none was seen. */
async function forgetAttendeesField(): Promise<void> {
  const page = await openTicket(scene.browser, 1005);
  await expect.poll(async () => (await readLastPage(scene.browser))?.attendeesField).toBe('notSeen');
  await page.close();
}
