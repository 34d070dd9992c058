import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAttendee } from './support/add-attendee';
import { expectAccessible } from './support/axe';
import { setTime } from './support/form-time';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { helpdeskOrigin } from './support/sign-in';
import { openForm } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

const day = quietTuesday();

/** For whoever wants to see what was tested; the folder is not in the repository. */
async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/looks/${name}.png` });
}

/** Brings out what a form can show: warnings, notices, slots, an error and the lanes. */
async function fillForm(form: FrameLocator): Promise<void> {
  await setTime(form, { date: day, start: '17:15', end: '17:45' });
  await form.getByText(/^Please note that part or all/).waitFor();
  await addAttendee(form, 'no address');
  await form.getByRole('button', { name: 'Find a time' }).click();
  await form.getByText(/so no time can be proposed/).waitFor();
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByRole('alert').filter({ hasText: 'Press Enter' }).waitFor();
}

function sidewaysOverflow(target: Page | FrameLocator): Promise<number> {
  return target.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
}

test.each(['light', 'dark'] as const)('ticket page, form and result are accessible in %s', async (theme) => {
  const { page, form } = await openForm(scene.browser, 1004, theme === 'dark' ? '&theme=dark' : '');
  await fillForm(form);
  await expectAccessible(page, `form, ${theme}`);
  await keepPicture(page, `form-${theme}`);
  await form.getByRole('group', { name: 'Day' }).getByRole('slider').scrollIntoViewIfNeeded();
  await keepPicture(page, `lanes-${theme}`);
  await form.getByRole('textbox', { name: 'Add attendee' }).fill('');
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Google Calendar: done').waitFor();
  await expectAccessible(page, `result, ${theme}`);
  await keepPicture(page, `result-${theme}`);
  await form.getByRole('button', { name: 'Close' }).click();
  await page.locator('docket-panel').waitFor({ state: 'detached' });
  await expectAccessible(page, `ticket page with the button, ${theme}`);
  await page.close();
});

test('the check looks into the form itself: a fault planted there is found', async () => {
  const { page, form } = await openForm(scene.browser, 1001);
  await form.getByRole('button', { name: 'Cancel' }).evaluate((button) => {
    button.textContent = '';
  });
  const found = await expectAccessible(page, 'planted').then(
    () => [],
    (error: { readonly actual?: unknown }) => error.actual,
  );
  expect(found).toEqual([expect.stringContaining('button-name')]);
  await page.close();
});

test.each(['light', 'dark'] as const)('popup and popup form are accessible in %s', async (theme) => {
  const popup = await scene.browser.openOwn('popup.html');
  await popup.emulateMedia({ colorScheme: theme });
  await popup.setViewportSize({ width: 380, height: 600 });
  await popup.getByRole('list', { name: 'Agenda' }).waitFor();
  await expectAccessible(popup, `popup, ${theme}`);
  await keepPicture(popup, `popup-${theme}`);
  await popup.getByRole('button', { name: 'New appointment' }).click();
  await popup.getByRole('slider', { name: 'Proposed time' }).waitFor();
  await expectAccessible(popup, `popup form, ${theme}`);
  await keepPicture(popup, `popup-form-${theme}`);
  await popup.close();
});

test('on a screen of 320 pixels nothing has to be scrolled sideways, and all can be reached', async () => {
  const { page, form } = await openForm(scene.browser, 1024);
  await page.setViewportSize({ width: 320, height: 640 });
  await setTime(form, { date: day, start: '17:15', end: '17:45' });
  expect(await sidewaysOverflow(form)).toBe(0);
  for (const name of ['Cancel', 'Create appointment', 'Find a time', '15 minutes longer'])
    await form.getByRole('button', { name }).click({ trial: true });
  await expectAccessible(page, 'form, 320 px');
  await keepPicture(page, 'form-320');
  await page.close();
  const popup = await scene.browser.openOwn('popup.html');
  await popup.setViewportSize({ width: 320, height: 640 });
  await popup.getByRole('list', { name: 'Agenda' }).waitFor();
  expect(await sidewaysOverflow(popup)).toBe(0);
  await keepPicture(popup, 'popup-320');
  await popup.getByRole('button', { name: 'New appointment' }).click();
  await popup.getByRole('slider', { name: 'Proposed time' }).waitFor();
  expect(await sidewaysOverflow(popup)).toBe(0);
  await popup.close();
});

test('in a German browser every name of the contract is there in German, and accessible', async ({ skip }) => {
  await scene.restart({ language: 'de' });
  const worker = await scene.browser.worker();
  const language = await worker.evaluate<string>('chrome.i18n.getUILanguage()');
  skip(!language.startsWith('de'), `skipped: this browser has no German (it speaks ${language})`);

  const page = await scene.browser.context.newPage();
  await page.goto(`${helpdeskOrigin}/ticket?id=1001&lang=de`);
  await page.getByRole('button', { name: 'In den Kalender eintragen' }).click();
  const form = page.frameLocator('iframe[title="Neuer Termin"]');
  const dialog = form.getByRole('dialog', { name: 'Neuer Termin' });
  await setTimeInGerman(form);
  for (const [role, name] of [
    ['textbox', 'Betreff'],
    ['checkbox', 'Ganztägig'],
    ['textbox', 'Ort'],
    ['textbox', 'Notizen'],
    ['group', 'Teilnehmer'],
    ['checkbox', 'Leah Novak (zugewiesener Agent)'],
    ['checkbox', 'Amir Haddad (weiterer Agent)'],
    ['checkbox', 'Grace Miller (Kunde)'],
    ['textbox', 'Teilnehmer hinzufügen'],
    ['radiogroup', 'Teilnehmer per E-Mail benachrichtigen'],
    ['button', 'Zeit finden'],
    ['group', 'Tag'],
    ['slider', 'Vorgeschlagene Zeit'],
    ['button', 'Abbrechen'],
  ] as const)
    await dialog.getByRole(role, { name, exact: true }).waitFor();
  await dialog
    .getByRole('status')
    .filter({ hasText: 'dass dieser Termin ganz oder teilweise außerhalb der Arbeitszeiten der Agenten liegt' })
    .waitFor();
  await expectAccessible(page, 'form, German');
  await keepPicture(page, 'form-german');
  await dialog.getByRole('button', { name: 'Termin anlegen' }).click();
  const result = dialog.getByRole('status').filter({ hasText: 'Termin angelegt' });
  await result.getByText('Helpdesk: erledigt').waitFor();
  await result.getByText('Google Kalender: erledigt').waitFor();
  await result.getByRole('link', { name: 'Im Helpdesk öffnen' }).waitFor();
  await result.getByRole('link', { name: 'In Google Kalender öffnen' }).waitFor();
  await keepPicture(page, 'result-german');
  await page.close();

  const popup = await scene.browser.openOwn('popup.html');
  await popup.setViewportSize({ width: 380, height: 600 });
  for (const [role, name] of [
    ['heading', 'Docket'],
    ['switch', 'Abgleich in beide Richtungen'],
    ['button', 'Jetzt abgleichen'],
    ['button', 'Neuer Termin'],
    ['list', 'Agenda'],
    ['region', 'Außerhalb der Arbeitszeit'],
    ['region', 'Braucht Ihre Aufmerksamkeit'],
  ] as const)
    await popup.getByRole(role, { name, exact: true }).waitFor();
  await popup.getByText(/^Letzter Abgleich: /).waitFor();
  await expectAccessible(popup, 'popup, German');
  await keepPicture(popup, 'popup-german');
  await popup.close();
});

async function setTimeInGerman(form: FrameLocator): Promise<void> {
  await form.getByLabel('Datum', { exact: true }).fill(day);
  await form.getByLabel('Beginn', { exact: true }).fill('17:15');
  await form.getByLabel('Ende', { exact: true }).fill('17:45');
}
