import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { googleEmails, googleWebClient } from '../fixtures/google-seed';
import { helpdeskClientId } from '../fixtures/helpdesk-seed';
import { agentIds } from '../fixtures/helpdesk-seed-people';
import { countApiRequests } from './support/api-requests';
import { expectAccessible } from './support/axe';
import { type Scene, startScene } from './support/scene';
import { connectGoogle, connectHelpdesk, helpdeskOrigin } from './support/sign-in';

const host = 'acme.halopsa.com';
const otherAuthHost = 'auth.haloservicedesk.com';

let scene: Scene;
let options: Page;
beforeAll(async () => {
  scene = await startScene({ signedIn: 'no' });
  const { browser } = scene;
  await browser.allowHosts(helpdeskOrigin, `https://${otherAuthHost}`);
  await browser.allowHosts('https://www.googleapis.com', 'https://oauth2.googleapis.com');
  options = await browser.openOwn('options.html');
});
afterAll(() => scene.end());

/** Presses a button that opens a sign-in window, and answers the window. */
async function openWindow(press: () => Promise<void>): Promise<Page> {
  const opened = scene.browser.context.waitForEvent('page');
  await press();
  return opened;
}

describe('the helpdesk', () => {
  const address = () => options.getByRole('textbox', { name: 'Helpdesk address' });
  const clientId = () => options.getByRole('textbox', { name: 'Helpdesk client ID' });
  const connect = () => options.getByRole('button', { name: 'Connect helpdesk' });
  const card = () => options.getByRole('region', { name: 'Helpdesk' });

  async function press(typed: string, id = helpdeskClientId): Promise<void> {
    await address().fill(typed);
    await clientId().fill(id);
    await connect().click();
  }

  /** The sentence is announced, nothing is connected, and what was typed still stands there. */
  async function expectRefusal(sentence: string, typed: string, id = helpdeskClientId): Promise<void> {
    await card().getByRole('alert').getByText(sentence, { exact: true }).waitFor();
    await expectKept(typed, id);
  }

  async function expectKept(typed: string, id: string): Promise<void> {
    expect(await address().inputValue()).toBe(typed);
    expect(await clientId().inputValue()).toBe(id);
    expect(await card().getByRole('button', { name: 'Disconnect' }).count()).toBe(0);
    expect(await registeredScripts()).toBe(0);
  }

  beforeEach(async () => {
    await options.reload();
    await connect().waitFor();
  });

  test.each([
    ['nothing', '', 'Enter the address of your helpdesk, for example acme.halopsa.com.'],
    [
      'nonsense',
      'our help desk.example',
      'This is not a web address. Copy it from the address bar while your helpdesk is open.',
    ],
    ['a part', 'acme', 'This is only a part of the address. Enter all of it, for example acme.halopsa.com.'],
    [
      'an address without encryption',
      'http://acme.halopsa.com',
      'Docket connects by https only. Use the address that begins with https://.',
    ],
    [
      'the maker’s own site',
      'https://halopsa.com/pricing',
      'This is the maker’s own site. Your helpdesk has a name in front of it, for example acme.halopsa.com.',
    ],
    [
      'a number',
      'https://192.0.2.7',
      'Enter the name of the helpdesk instead of a number: a secure connection needs the name.',
    ],
    [
      'a password',
      'https://leah:secret@acme.halopsa.com',
      'This address holds a user name or a password. Enter it without them.',
    ],
  ])('%s as the address is refused beside the box, before anything is asked', async (_what, typed, sentence) => {
    const asked = countApiRequests(scene.sandbox);
    await press(typed);
    await expectFieldError(address(), sentence);
    await expectKept(typed, helpdeskClientId);
    expect(asked().all).toEqual([]);
  });

  test('an empty client ID is refused beside its box', async () => {
    await press(host, ' ');
    await expectFieldError(
      clientId(),
      'Enter the client ID. Your administrator has it; how to make one is described below.',
    );
    await expectKept(host, ' ');
  });

  test('a helpdesk that does not answer is named, with what to check', async () => {
    const silence = scene.sandbox.faults.add({ url: /\/api\/authinfo/, times: 9, fault: { kind: 'lostBefore' } });
    await press(host);
    const sentence = `${host} did not answer. Check the address and your network or VPN, then press the button again.`;
    await expectRefusal(sentence, host);
    silence.remove();
    await expectAccessible(options, 'Accounts with a refusal');
  });

  test.each([
    ['a web page', 200, '<!doctype html><title>Welcome</title>'],
    ['nothing of that name', 404, 'Not Found'],
    ['other data', 200, '{"hello":"world"}'],
  ])('a site that answers with %s is not taken for a helpdesk', async (_what, status, body) => {
    scene.sandbox.faults.add({ url: /\/api\/authinfo/, times: 1, fault: { kind: 'answer', status, body } });
    await press(`https://${host}/tickets?area=1`);
    await expectRefusal(
      `${host} answered, but not as a Halo helpdesk. Enter the address where you work on tickets, not that of a web site.`,
      `https://${host}/tickets?area=1`,
    );
  });

  test('a client ID that the helpdesk does not know is refused, in the helpdesk’s own words too', async () => {
    await press(host, '00000000-1111-2222-3333-444444444444');
    await expectRefusal(
      'The helpdesk does not know this client ID, or not with this redirect address. Compare both, letter by letter, with the application in the helpdesk (steps below).',
      host,
      '00000000-1111-2222-3333-444444444444',
    );
  });

  test('closing the sign-in window changes nothing', async () => {
    const window = await openWindow(() => press(host));
    await window.close();
    await expectRefusal(
      'The window was closed before the sign-in was finished. Nothing was changed. Press the button again.',
      host,
    );
  });

  test('a sign-in that was denied says what an administrator can do', async () => {
    const window = await openWindow(() => press(host));
    await window.getByRole('button', { name: 'Deny' }).click();
    await expectRefusal(
      'The helpdesk did not let this account in. Ask your administrator to tick “Allow Agent Logins” on the application, then press the button again.',
      host,
    );
  });

  test('an agent who is disabled is told so', async () => {
    const { faults } = scene.sandbox;
    const body = JSON.stringify({ id: agentIds.jonas, name: 'Jonas Weber', email: null, isdisabled: true });
    faults.add({ url: /\/api\/Agent\/me/, times: 1, fault: { kind: 'answer', status: 200, body } });
    const window = await openWindow(() => press(host));
    await window.getByRole('button', { name: 'Sign in as Leah Novak' }).click();
    await expectRefusal(
      'You are signed in, but your agent is disabled in the helpdesk. Ask your administrator to enable it, then press the button again.',
      host,
    );
  });

  test.each([401, 403])('an account that opens nothing (code %i) is no agent’s account', async (status) => {
    const { faults } = scene.sandbox;
    const fault = { kind: 'answer', status, body: '{"error":"You are not an agent."}' } as const;
    const closed = faults.add({ url: /acme\.halopsa\.com\/api\/(Agent|Workday)/, times: 9, fault });
    const window = await openWindow(() => press(host));
    // Without a 401 it may be the scopes: all of them are asked for before the account is refused.
    const again = status === 403 ? scene.browser.context.waitForEvent('page') : null;
    await window.getByRole('button', { name: 'Sign in as Leah Novak' }).click();
    await (await again)?.getByRole('button', { name: 'Sign in as Leah Novak' }).click();
    await expectRefusal(
      'You are signed in, but the helpdesk does not take this account for one of its agents. Sign out there, then press the button again and use your agent’s account. If it was yours, ask your administrator whether it is active.',
      host,
    );
    closed.remove();
  });

  test('what was typed is still there after the page was closed', async () => {
    const window = await openWindow(() => press(host));
    await window.close();
    await card().getByRole('alert').waitFor();
    await options.reload();
    await connect().waitFor();
    await expectKept(helpdeskOrigin, helpdeskClientId);
  });

  test('a tenant that refuses the narrow permissions is asked for all of them', async () => {
    const { settings, state } = scene.sandbox.helpdesk;
    settings.narrowScopesForbidden = true;
    const first = await openWindow(() => press(host));
    const second = scene.browser.context.waitForEvent('page');
    await first.getByRole('button', { name: 'Sign in as Leah Novak' }).click();
    await (await second).getByRole('button', { name: 'Sign in as Leah Novak' }).click();
    await card().getByText('Connected: leah.novak@acme.example').waitFor();
    expect(state.tokens.at(-1)?.scopes).toContain('all');
    settings.narrowScopesForbidden = false;
    await disconnect(card());
  });

  test('a tenant that signs people in on another host asks for that host, and then goes on', async () => {
    const { settings } = scene.sandbox.helpdesk;
    settings.authOnOtherHost = true;
    await press(host);
    const allow = card().getByRole('button', { name: `Allow ${otherAuthHost}` });
    await allow.waitFor();
    await card()
      .getByText(`Your helpdesk signs people in on another host, ${otherAuthHost}. The browser asks for it once.`)
      .waitFor();
    await expectKept(host, helpdeskClientId);
    await expectAccessible(options, 'Accounts with another host to allow');
    const window = await openWindow(() => allow.click());
    expect(new URL(window.url()).host).toBe(otherAuthHost);
    await window.getByRole('button', { name: 'Sign in as Leah Novak' }).click();
    await card().getByText('Connected: leah.novak@acme.example').waitFor();
    settings.authOnOtherHost = false;
    await disconnect(card());
  });
});

describe('Google', () => {
  const clientId = () => options.getByRole('textbox', { name: 'Google client ID' });
  const signIn = () => options.getByRole('button', { name: 'Sign in with Google' });
  const card = () => options.getByRole('region', { name: 'Google Calendar' });

  async function press(id: string = googleWebClient.id): Promise<void> {
    await clientId().fill(id);
    await signIn().click();
  }

  async function expectRefusal(sentence: string, id: string = googleWebClient.id): Promise<void> {
    await card().getByRole('alert').getByText(sentence, { exact: true }).waitFor();
    await expectKept(id);
  }

  async function expectKept(id: string): Promise<void> {
    expect(await clientId().inputValue()).toBe(id);
    expect(await card().getByRole('button', { name: 'Disconnect' }).count()).toBe(0);
  }

  beforeAll(async () => {
    await options.reload();
    await connectHelpdesk(scene.browser, options);
  });
  beforeEach(async () => {
    await options.reload();
    await signIn().waitFor();
  });

  test.each([
    ['', 'Enter the client ID. Your administrator has it; how to make one is described below.'],
    ['1234-abcdef', 'A part is missing: the ID ends in .apps.googleusercontent.com.'],
    [
      'GOCSPX-0123456789abcdef',
      'This is the client secret. Docket must not have it, and has not kept it. Enter the client ID instead.',
    ],
    ['leah@acme.example', 'This is not a Google client ID. It looks like 1234-abc.apps.googleusercontent.com.'],
  ])('“%s” is refused as a client ID beside the box, before anything is asked', async (typed, sentence) => {
    const asked = countApiRequests(scene.sandbox);
    await press(typed);
    await expectFieldError(clientId(), sentence);
    await expectKept(typed);
    expect(asked().all).toEqual([]);
  });

  test('a client ID that Google does not know is refused', async () => {
    await press('999-unknown.apps.googleusercontent.com');
    await expectRefusal(
      'Google does not know this client ID, or not with this redirect address. Compare both, letter by letter, with the client in the Google Cloud console (steps below).',
      '999-unknown.apps.googleusercontent.com',
    );
  });

  test('Google out of reach is not taken for a wrong client ID', async () => {
    const url = /(accounts\.google|oauth2\.googleapis)\.com/;
    const silence = scene.sandbox.faults.add({ url, times: 20, fault: { kind: 'lostBefore' } });
    await press();
    await expectRefusal('Google did not answer. Check your network, then press the button again.');
    silence.remove();
  });

  test('closing Google’s window changes nothing', async () => {
    const window = await openWindow(() => press());
    await window.close();
    await expectRefusal(
      'The window was closed before the sign-in was finished. Nothing was changed. Press the button again.',
    );
  });

  test('“Cancel” in Google’s window is answered with what may be behind a refusal', async () => {
    const window = await openWindow(() => press());
    await window.getByRole('button', { name: googleEmails.leah }).click();
    await window.getByRole('button', { name: 'Cancel' }).click();
    await expectRefusal(
      'Access was refused. If you did not press “Cancel” yourself: the project may be in testing, and then your address has to be among its test users; or your organisation has to allow the app.',
    );
  });

  test('an API that is not switched on in the Google project is said to be Google’s answer, in its own words', async () => {
    const message = 'Google Calendar API has not been used in project 17 before or it is disabled.';
    const errors = [{ domain: 'usageLimits', reason: 'accessNotConfigured', message }];
    const body = JSON.stringify({ error: { code: 403, message, errors, status: 'PERMISSION_DENIED' } });
    const url = /\/users\/me\/calendarList/;
    scene.sandbox.faults.add({ url, times: 1, fault: { kind: 'answer', status: 403, body } });
    await signInTicking(await openWindow(() => press()), ['Select all']);
    await expectRefusal(`Google Calendar refused the request (code 403). It says: “${message}”`);
    scene.sandbox.google.revokeAccess(googleEmails.leah);
  });

  const boxes = [
    ['View and edit events on all your calendars', /\(calendar\.events\)/],
    ['See the list of Google calendars you’re subscribed to', /\(calendar\.calendarlist\.readonly\)/],
    ['View your availability in your calendars', /\(calendar\.freebusy\)/],
  ] as const;

  test.each(boxes)('a sign-in without “%s” is refused and names that box', async (name, left) => {
    scene.sandbox.google.revokeAccess(googleEmails.leah);
    const ticked = boxes.map(([, box]) => box).filter((box) => box !== left);
    await signInTicking(await openWindow(() => press()), ticked);
    await expectRefusal(
      'Not every box was ticked, so Docket was not connected: it would work by halves. Press the button again and tick this too:',
    );
    expect(await card().getByRole('alert').getByRole('listitem').allInnerTexts()).toEqual([name]);
  });

  test('the boxes are shown again the next time, and with all of them it is connected', async () => {
    const window = await openWindow(() => press());
    await window.getByRole('checkbox', { name: 'Select all' }).check();
    await window.getByRole('button', { name: 'Continue' }).click();
    await card().getByText('Connected: leah.novak@acme.example').waitFor();
    expect(await card().getByRole('alert').count()).toBe(0);
    await disconnect(card());
  });

  test('an account that is not the agent’s is pointed out, with what follows from it', async () => {
    await connectGoogle(scene.browser, options, googleEmails.personal);
    await card()
      .getByText(
        'The helpdesk holds another address for Leah Novak: personal@gmail.example is neither the Google account nor the e-mail of this agent there. Colleagues who add Leah Novak to an appointment invite the other address. Sign in with that account, or ask an administrator to enter personal@gmail.example as the agent’s Google account.',
      )
      .waitFor();
    await expectAccessible(options, 'Accounts with an account that differs');
    await disconnect(card());
  });

  test('a difference in capitals alone is a warning', async () => {
    await disconnect(options.getByRole('region', { name: 'Helpdesk' }));
    await connectHelpdesk(scene.browser, options, 'Priya Rao');
    await connectGoogle(scene.browser, options, googleEmails.priya);
    await card()
      .getByText(
        'priya.rao@acme.example is spelled with other capitals in the helpdesk. Docket takes both for the same; the helpdesk’s own calendar integration compares capitals too. Ask an administrator to enter it in lower case.',
      )
      .waitFor();
  });
});

/** Chooses Leah where Google asks, ticks these boxes and no others, and goes on. */
async function signInTicking(window: Page, boxes: readonly (string | RegExp)[]): Promise<void> {
  const leah = window.getByRole('button', { name: googleEmails.leah });
  await leah.or(window.getByRole('button', { name: 'Continue' })).waitFor();
  if (await leah.isVisible()) await leah.click();
  for (const name of boxes) await window.getByRole('checkbox', { name }).check();
  await window.getByRole('button', { name: 'Continue' }).click();
}

/** The box is marked, has the focus, and is described by the sentence. */
async function expectFieldError(box: Locator, sentence: string): Promise<void> {
  await options.getByText(sentence, { exact: true }).waitFor();
  expect(await box.getAttribute('aria-invalid')).toBe('true');
  // The focus follows the sentence a frame later.
  await expect.poll(() => box.evaluate((element) => element.matches(':focus'))).toBe(true);
  const described = await box.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.innerText),
  );
  expect(described).toContain(sentence);
}

async function disconnect(card: Locator): Promise<void> {
  await card.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = options.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
}

async function registeredScripts(): Promise<number> {
  const worker = await scene.browser.worker();
  return worker.evaluate('chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.length)');
}
