import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownRequests } from '../../lib/messages/protocol';
import { type Scene, startScene } from './support/scene';
import { inScriptWorld } from './support/script-world';
import { helpdeskOrigin } from './support/sign-in';
import { openForm, openTicket } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

const refused = { ok: false, problem: { kind: 'unexpected', detail: 'The message was refused.' } };
const subject = 'Laptop does not start after update';
const notByClick = 'This form was not opened by a click on a ticket page.';

/** A page at an address of our choice, as a server that has been broken into would send it: without a policy. */
async function openPlanted(url: string, html: string): Promise<Page> {
  const page = await scene.browser.context.newPage();
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html>${html}` }));
  await page.goto(url);
  return page;
}

/** A script of the extension in every frame of the page asks for a form; what each is answered. */
async function askFromEveryFrame(page: Page) {
  const worker = await scene.browser.worker();
  return worker.evaluate<readonly { readonly isTop: boolean; readonly ok: boolean }[]>(`
    chrome.tabs.query({ url: ${JSON.stringify(page.url())} })
      .then(([tab]) => chrome.scripting.executeScript({
        target: { tabId: tab.id, allFrames: true },
        func: () => chrome.runtime.sendMessage({ name: 'openForm', data: { ticketId: 1001 } }),
      }))
      .then((results) => results.map(({ frameId, result }) => ({ isTop: frameId === 0, ok: result.ok })))
  `);
}

test('a page has no way to speak to the background', async () => {
  const page = await openTicket(scene.browser, 1001);
  expect(await page.evaluate('typeof chrome === "object" ? typeof chrome.runtime : "undefined"')).toBe('undefined');
  await page.close();
});

test('the script on the ticket page is answered what it needs, and nothing else', async () => {
  const page = await openTicket(scene.browser, 1001);
  const ask = (message: unknown) =>
    inScriptWorld<unknown>(page, `chrome.runtime.sendMessage(${JSON.stringify(message)})`);
  expect(await ask({ name: 'openForm', data: { ticketId: 1001 } })).toMatchObject({ ok: true });
  expect(await ask({ name: 'ticketEmails', data: { ticketId: 1001 } })).toEqual({
    ok: true,
    answer: { emails: ['leah.novak@acme.example', 'amir.haddad@acme.example'] },
  });
  for (const name of Object.keys(ownRequests)) expect(await ask({ name, data: {} }), name).toEqual(refused);
  expect(await ask({ name: 'setTwoWay', data: { on: true } })).toEqual(refused);
  expect(await ask({ name: 'disconnect', data: { side: 'helpdesk', made: 'remove' } })).toEqual(refused);
  await page.close();
});

test('a message of another shape is refused', async () => {
  const page = await openTicket(scene.browser, 1001);
  for (const message of [
    { name: 'openForm' },
    { name: 'openForm', data: { ticketId: '1001' } },
    { name: 'openForm', data: { ticketId: -1 } },
    { name: 'openForm', data: { ticketId: 1.5 } },
    { name: 'openForm', data: { ticketId: 1001, and: 'more' } },
    { name: 'openForm', data: null },
    { name: 'toString', data: {} },
    { name: '__proto__', data: {} },
    { name: '', data: {} },
  ])
    expect(
      await inScriptWorld(page, `chrome.runtime.sendMessage(${JSON.stringify(message)})`),
      JSON.stringify(message),
    ).toEqual(refused);
  await page.close();
});

test('only the top frame is answered, and gets a button', async () => {
  const page = await openPlanted(
    `${helpdeskOrigin}/embedding`,
    `<iframe src="${helpdeskOrigin}/ticket?id=1001"></iframe>`,
  );
  await page.frameLocator('iframe').getByRole('heading', { name: 'Appointments' }).waitFor();
  expect(await askFromEveryFrame(page)).toEqual([
    { isTop: true, ok: true },
    { isTop: false, ok: false },
  ]);
  expect(await page.frameLocator('iframe').locator('docket-button').count()).toBe(0);
  await page.close();
});

test('a page of another origin is not answered, even one that the extension may reach', async () => {
  const page = await openPlanted('https://www.googleapis.com/ticket?id=1001', '<p>Not the helpdesk</p>');
  expect(await askFromEveryFrame(page)).toEqual([{ isTop: true, ok: false }]);
  await page.close();
});

test("the form's own line to the background is closed to a script on the page", async () => {
  const page = await openTicket(scene.browser, 1001);
  const end = await inScriptWorld(
    page,
    `new Promise((resolve) => {
      const port = chrome.runtime.connect({ name: 'form' });
      port.onMessage.addListener(() => resolve('answered'));
      port.onDisconnect.addListener(() => resolve('closed'));
      port.postMessage({ name: 'openOwn', ticketId: 1001, zone: 'Europe/London' });
    })`,
  );
  expect(end).toBe('closed');
  await page.close();
});

test('the address of the form shows nothing of the ticket without a token, or with one that was used', async () => {
  const page = await openPlanted(
    `${helpdeskOrigin}/ticket?id=1001`,
    '<main>A ticket page that lets everything in</main>',
  );
  await page.getByRole('button', { name: 'Add to calendar' }).click();
  const form = page.frameLocator('iframe[title="New appointment"]');
  await expect.poll(() => form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe(subject);
  // Everything on the page is open to the page, also the address of our frame.
  const address = await page.evaluate(
    () => document.querySelector('docket-panel')?.shadowRoot?.querySelector('iframe')?.src ?? '',
  );
  expect(address).toContain('token=');

  for (const [name, src] of [
    ['used', address],
    ['none', address.replace(/token=[^&]+/, '')],
    ['invented', address.replace(/token=[^&]+/, 'token=0b0e7f6c-6b1f-4d1e-9e5e-000000000000')],
  ] as const) {
    await page.evaluate(
      ([id, url]) => {
        const frame = Object.assign(document.createElement('iframe'), { id, src: url });
        document.body.append(frame);
      },
      [name, src] as const,
    );
    await expectNothing(page.frameLocator(`#${name}`), name);
  }
  const opened = scene.browser.context.waitForEvent('page');
  await page.evaluate((url) => void open(url), address);
  const tab = await opened;
  await expectNothing(tab, 'in a tab of its own');
  await tab.close();
  // The frame that was first is not disturbed by those who came after it.
  expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe(subject);
  await page.close();
});

async function expectNothing(place: FrameLocator | Page, why: string): Promise<void> {
  await place.getByText(notByClick).waitFor();
  expect(await place.getByRole('dialog').count(), why).toBe(0);
  expect(await place.locator('body').textContent(), why).not.toContain('Laptop');
}

test('a page cannot close the form by posting its words', async () => {
  const { page, form } = await openForm(scene.browser, 1001);
  await page.evaluate(() => {
    const frame = document.querySelector('docket-panel')?.shadowRoot?.querySelector('iframe');
    postMessage('docket:close-form', '*');
    dispatchEvent(new MessageEvent('message', { data: 'docket:close-form', source: frame?.contentWindow ?? null }));
  });
  // A message of our own, after which those before it have been heard.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        addEventListener('message', ({ data }) => data === 'after' && resolve());
        postMessage('after', '*');
      }),
  );
  expect(await form.getByRole('dialog', { name: 'New appointment' }).isVisible()).toBe(true);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('docket-panel').waitFor({ state: 'detached' });
  await page.close();
});

test('no token comes within reach of a page, of the script on it, or of the form', async () => {
  const { sandbox } = scene;
  const tokens = [...sandbox.helpdesk.state.tokens.map(({ value }) => value), ...sandbox.google.state.tokens.keys()];
  expect(tokens.length).toBeGreaterThan(2);
  const { page, form } = await openForm(scene.browser, 1001);
  for (const area of ['local', 'session'])
    await expect(inScriptWorld(page, `chrome.storage.${area}.get()`)).rejects.toThrow(/not allowed from this context/);
  const inReach = [
    await page.content(),
    await page
      .locator('docket-panel')
      .evaluate((host) => new XMLSerializer().serializeToString(host.shadowRoot ?? host)),
    await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie, history.state])),
    await form.locator('html').evaluate((html) => new XMLSerializer().serializeToString(html)),
    await (await scene.browser.worker()).evaluate<string>(
      "chrome.storage.local.get(['popup', 'settings']).then((stored) => JSON.stringify(stored))",
    ),
  ].join('\n');
  expect(inReach).toContain('leah.novak@acme.example');
  for (const token of tokens) expect(inReach.includes(token)).toBe(false);
  await page.close();
});
