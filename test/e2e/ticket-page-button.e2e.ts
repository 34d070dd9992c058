import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLastPage } from './support/docket-settings';
import { type Scene, startScene } from './support/scene';
import { connectAll, helpdeskOrigin } from './support/sign-in';
import { openForm, openTicket } from './support/ticket-page';
import { updateExtension } from './support/update-extension';

let scene: Scene;
let openBefore: Page;
beforeAll(async () => {
  scene = await startScene({ signedIn: 'no' });
  openBefore = await scene.browser.context.newPage();
  await openBefore.goto(`${helpdeskOrigin}/ticket?id=1001`);
  await openBefore.getByRole('heading', { name: 'Appointments' }).waitFor();
  await connectAll(scene.browser);
});
afterAll(() => scene.end());

const hosts = 'docket-button';
const frames = 'iframe[title="New appointment"]';

function docketButton(page: Page) {
  return page.getByRole('button', { name: 'Add to calendar' });
}

/** The late answer has come, and with it the second drawing of the title bar. */
async function waitForLateAnswer(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Appointments' }).waitFor();
}

/** What the page's script of ours answers to the background; null where none runs. */
async function askScript(page: Page): Promise<unknown> {
  const worker = await scene.browser.worker();
  return worker.evaluate<unknown>(`
    chrome.tabs.query({ url: ${JSON.stringify(page.url())} })
      .then(([tab]) => chrome.tabs.sendMessage(tab.id, { name: 'openForm' }))
      .catch(() => null)
  `);
}

test('a ticket that was open before the helpdesk was connected gets its button without a reload', async () => {
  await docketButton(openBefore).waitFor();
  await openBefore.close();
});

test("the button stands beside the ticket's own actions, in their look", async () => {
  const page = await openTicket(scene.browser, 1001);
  await waitForLateAnswer(page);
  const own = page.getByRole('button', { name: 'Close Ticket' });
  const button = docketButton(page);
  await expect.poll(() => button.evaluate((element) => element.getBoundingClientRect().height)).toBeGreaterThan(0);
  const [first, second] = [await own.boundingBox(), await button.boundingBox()];
  expect(second?.height).toBeCloseTo(first?.height ?? 0, 0);
  expect((second?.y ?? 0) + (second?.height ?? 0) / 2).toBeCloseTo((first?.y ?? 0) + (first?.height ?? 0) / 2, 0);
  const look = (element: Element) => {
    const { backgroundColor, color, fontFamily, fontSize, borderRadius } = getComputedStyle(element);
    return { backgroundColor, color, fontFamily, fontSize, borderRadius };
  };
  expect(await button.evaluate(look)).toEqual(await own.evaluate(look));
  await expect.poll(async () => (await readLastPage(scene.browser))?.placed).toBe('actions');
  await page.close();
});

test('it is there once, however often the page draws its title bar anew', async () => {
  const page = await openTicket(scene.browser, 1001);
  await waitForLateAnswer(page);
  await docketButton(page).waitFor();
  for (let time = 0; time < 2; time += 1) {
    const title = await page.locator('.details_page_title').elementHandle();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(() => title?.evaluate((element) => element.isConnected)).toBe(false);
    await waitForLateAnswer(page);
    await page.locator('.details_page_title docket-button').waitFor({ state: 'attached' });
    expect(await page.locator(hosts).count()).toBe(1);
  }
  await page.close();
});

test('it follows from ticket to ticket without a page load, and opens the form of the ticket on screen', async () => {
  const page = await openTicket(scene.browser, 1001);
  const form = page.frameLocator(frames);
  const subject = form.getByRole('textbox', { name: 'Subject' });
  await page.getByRole('link', { name: 'Headset without sound' }).click();
  await page
    .locator('.details_page_title', { hasText: 'Headset without sound' })
    .locator(hosts)
    .waitFor({ state: 'attached' });
  await waitForLateAnswer(page);
  await docketButton(page).click();
  await expect.poll(() => subject.inputValue()).toBe('Headset without sound');
  await subject.fill('Kept for ticket 1022');

  // The form stays with its ticket; a press on the next one makes room for the next.
  await page.getByRole('link', { name: 'Shared calendar missing' }).click();
  await page
    .locator('.details_page_title', { hasText: 'Shared calendar missing' })
    .locator(hosts)
    .waitFor({ state: 'attached' });
  expect(await subject.inputValue()).toBe('Kept for ticket 1022');
  await docketButton(page).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => subject.inputValue()).toBe('Shared calendar missing');
  expect(await page.locator(frames).count()).toBe(1);

  await page.goBack();
  await page
    .locator('.details_page_title', { hasText: 'Headset without sound' })
    .locator(hosts)
    .waitFor({ state: 'attached' });
  await docketButton(page).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => subject.inputValue()).toBe('Kept for ticket 1022');
  await page.close();
});

test('it is gone on the list, and never comes on the portal, the knowledge base or the calendar', async () => {
  const page = await openTicket(scene.browser, 1001);
  await page.getByRole('link', { name: 'Tickets' }).click();
  await page.getByRole('heading', { name: 'All tickets' }).waitFor();
  await page.locator(hosts).waitFor({ state: 'detached' });
  for (const path of ['/portal?id=1001', '/kb?id=1001', '/calendar?id=1001', '/tickets', '/ticket?id=1001&id=1002']) {
    await page.goto(`${helpdeskOrigin}${path}`);
    await expect.poll(() => askScript(page), { message: path }).toEqual({ ticketId: null });
    expect(await page.locator(hosts).count(), path).toBe(0);
  }
  await page.close();
});

test('on a page whose layout nobody knows it floats, and the diagnostics say so', async () => {
  const page = await openTicket(scene.browser, 1001, '&layout=unknown');
  await waitForLateAnswer(page);
  const box = await docketButton(page).boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(700);
  await docketButton(page).click();
  await page.frameLocator(frames).getByRole('dialog', { name: 'New appointment' }).waitFor();
  await page.close();
  const options = await scene.browser.openOwn('options.html#about');
  await options.getByText(/^floating \(/).waitFor();
  await options.close();
});

test('button and form follow the dark mode of the page', async () => {
  const { page, form } = await openForm(scene.browser, 1001);
  const own = page.getByRole('button', { name: 'Close Ticket' });
  const background = (element: Element) => getComputedStyle(element).backgroundColor;
  const light = await docketButton(page).evaluate(background);
  const dialog = form.getByRole('dialog', { name: 'New appointment' });
  const brightness = () => form.locator('body').evaluate((body) => getComputedStyle(body).colorScheme);
  expect(await brightness()).toBe('light');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Dark mode' }).click();
  await expect.poll(() => docketButton(page).evaluate(background)).not.toBe(light);
  await expect
    .poll(async () => (await docketButton(page).evaluate(background)) === (await own.evaluate(background)))
    .toBe(true);
  await docketButton(page).click();
  await dialog.waitFor();
  expect(await brightness()).toBe('dark');
  await page.close();
});

test('no other host gets a button, however much its page looks like a ticket', async () => {
  const { context } = scene.browser;
  const source = await openTicket(scene.browser, 1001);
  await waitForLateAnswer(source);
  // A copy without our button: on the page itself it would come back at once.
  const body = await source.locator('#root').evaluate((root) => {
    const copy = root.cloneNode(true) as Element;
    copy.querySelector('#docket-button, docket-button')?.remove();
    return new XMLSerializer().serializeToString(copy);
  });
  await source.close();
  const other = 'https://auth.haloservicedesk.com/ticket?id=1001';
  await context.route(other, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html>${body}` }));
  const page = await context.newPage();
  await page.goto(other);
  await page.locator('.details_page_title').waitFor();
  expect(await askScript(page)).toBeNull();
  expect(await page.locator(hosts).count()).toBe(0);
  const worker = await scene.browser.worker();
  const scripts = await worker.evaluate<readonly unknown[]>(
    'chrome.scripting.getRegisteredContentScripts().then((all) => all.map(({ matches }) => matches))',
  );
  expect(scripts).toEqual([[`${helpdeskOrigin}/*`]]);
  await page.close();
});

test('a click that a script makes opens nothing', async () => {
  const page = await openTicket(scene.browser, 1001);
  await page.evaluate(() => {
    const button = document.querySelector('docket-button')?.shadowRoot?.querySelector('button');
    button?.click();
    button?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
  });
  const worker = await scene.browser.worker();
  const tokens = () =>
    worker.evaluate<number>(
      'chrome.storage.session.get("formTokens").then(({ formTokens }) => Object.keys(formTokens ?? {}).length)',
    );
  const before = await tokens();
  await docketButton(page).click();
  await page.locator(frames).waitFor();
  // The one that a person made, and no other.
  expect(await tokens()).toBe(before + 1);
  expect(await page.locator(frames).count()).toBe(1);
  await page.close();
});

test.each([
  ['the keyboard shortcut', "chrome.commands.onCommand.dispatch('new-appointment', tab)"],
  ['the context menu', "chrome.contextMenus.onClicked.dispatch({ menuItemId: 'new-appointment' }, tab)"],
])('%s opens the form of the ticket, and where there is no ticket a window of its own', async (_name, event) => {
  const worker = await scene.browser.worker();
  const dispatch = (page: Page) =>
    worker.evaluate(`chrome.tabs.query({ url: ${JSON.stringify(page.url())} }).then(([tab]) => { ${event}; })`);
  const page = await openTicket(scene.browser, 1020);
  await dispatch(page);
  const form = page.frameLocator(frames);
  await expect
    .poll(() => form.getByRole('textbox', { name: 'Subject' }).inputValue())
    .toBe('Backup report for auditors');
  await page.goto(`${helpdeskOrigin}/tickets`);
  await expect.poll(() => askScript(page)).toEqual({ ticketId: null });
  const opened = scene.browser.context.waitForEvent('page');
  await dispatch(page);
  const ownWindow = await opened;
  await ownWindow.getByRole('dialog', { name: 'New appointment' }).waitFor();
  expect(await ownWindow.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('');
  expect(await page.locator(frames).count()).toBe(0);
  await ownWindow.close();
  await page.close();
});

test('after an update of the extension an open page goes on without being loaded again', async () => {
  const { page, form } = await openForm(scene.browser, 1001);
  await form.getByRole('textbox', { name: 'Subject' }).fill('Typed before the update');
  const before = await page.locator(hosts).elementHandle();
  await updateExtension(scene.browser);
  await expect.poll(() => before?.evaluate((element) => element.isConnected)).toBe(false);
  await docketButton(page).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Typed before the update');
  expect(await page.locator(hosts).count()).toBe(1);
  expect(await page.locator(frames).count()).toBe(1);
  await page.close();
});
