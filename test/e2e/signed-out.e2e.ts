import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import { countApiRequests } from './support/api-requests';
import { badgeText } from './support/badge-text';
import { openFilledForm } from './support/filled-form';
import { appointmentsMade } from './support/made-by-docket';
import { expectPairsAtRest } from './support/made-pair';
import { quietTuesday } from './support/quiet-tuesday';
import { expectSavedOnce } from './support/saved-once';
import { type Scene, startScene } from './support/scene';
import { openForm, type TicketPage } from './support/ticket-page';

const day = quietTuesday();
const done: number[] = [];
let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

function fillIn(ticketId: number): Promise<TicketPage> {
  return openFilledForm(scene.browser, ticketId, day);
}

async function create(form: FrameLocator): Promise<void> {
  await form.getByRole('button', { name: 'Create appointment' }).click();
}

async function expectDone(ticket: TicketPage, ticketId: number): Promise<void> {
  await expectSavedOnce(scene, ticket, ticketId);
  done.push(ticketId);
}

/** Presses what opens a sign-in window, and answers the window. */
async function openWindow(button: Locator): Promise<Page> {
  const opened = scene.browser.context.waitForEvent('page');
  await button.click();
  return opened;
}

async function signInToHelpdesk(button: Locator): Promise<void> {
  await (await openWindow(button)).getByRole('button', { name: 'Sign in as Leah Novak' }).click();
}

async function chooseGoogleAccount(button: Locator): Promise<Page> {
  const google = await openWindow(button);
  await google.getByRole('button', { name: googleEmails.leah }).click();
  return google;
}

async function giveConsent(google: Page): Promise<void> {
  await google.getByRole('checkbox', { name: 'Select all' }).check();
  await google.getByRole('button', { name: 'Continue' }).click();
}

describe('a token that has run out is renewed without a word', () => {
  test.each([
    ['gives a new refresh token each time', true, [1001, 1002]],
    ['keeps the refresh token', false, [1012, 1015]],
  ] as const)('where the helpdesk %s', async (_name, rotates, ticketIds) => {
    const { sandbox, browser } = scene;
    sandbox.helpdesk.settings.rotateRefreshTokens = rotates;
    for (const ticketId of ticketIds) {
      const ticket = await fillIn(ticketId);
      const pages = browser.context.pages().length;
      sandbox.helpdesk.expireAccessTokens();
      sandbox.google.expireAccessTokens();
      const since = countApiRequests(sandbox);
      await create(ticket.form);
      await expectDone(ticket, ticketId);
      const { all } = since();
      expect(all.filter((line) => line === 'POST acme.halopsa.com/auth/token')).toHaveLength(1);
      expect(all.filter((line) => line === 'GET accounts.google.com/o/oauth2/v2/auth')).toHaveLength(1);
      expect(browser.context.pages().length).toBe(pages - 1);
      expect(await badgeText(browser)).toBe('');
    }
  });
});

test('the helpdesk has ended the sign-in: Google does not wait, the popup asks to reconnect, and then the helpdesk follows', async () => {
  const { sandbox, browser } = scene;
  const ticket = await fillIn(1022);
  sandbox.helpdesk.revokeTokens();
  await create(ticket.form);
  await ticket.form.getByText('Helpdesk: waiting').waitFor();
  await ticket.form.getByText('The sign-in has expired (Helpdesk).').waitFor();
  await ticket.form.getByText('Google Calendar: done').waitFor();
  await expect.poll(() => badgeText(browser)).toBe('!');

  const popup = await browser.openOwn('popup.html');
  await popup.getByText('Signed out: Leah Novak').waitFor();
  const attention = popup.getByRole('region', { name: 'Needs attention' });
  await expect.poll(() => attention.getByRole('listitem').count()).toBe(1);
  await signInToHelpdesk(attention.getByRole('button', { name: 'Reconnect' }));
  await expectDone(ticket, 1022);
  await popup.getByText('All saved, nothing waits for you').waitFor();
  await expect.poll(() => popup.getByText('Signed out').count()).toBe(0);
  await expect.poll(() => badgeText(browser)).toBe('');
  await popup.close();
});

test('Google’s session has ended: the helpdesk has the appointment, "Reconnect" in the options brings the event', async () => {
  const { sandbox, browser } = scene;
  const ticket = await fillIn(1024);
  sandbox.google.expireAccessTokens();
  sandbox.google.signOut(googleEmails.leah);
  await create(ticket.form);
  await ticket.form.getByText('Helpdesk: done').waitFor();
  await ticket.form.getByText('The sign-in has expired (Google Calendar).').waitFor();
  await expect.poll(() => badgeText(browser)).toBe('!');

  const options = await browser.openOwn('options.html');
  await options.getByText(`Signed out: ${googleEmails.leah}`).waitFor();
  await chooseGoogleAccount(options.getByRole('button', { name: 'Reconnect' }));
  await expectDone(ticket, 1024);
  await options.getByRole('region', { name: 'Google Calendar' }).getByText('Connected:').waitFor();
  await expect.poll(() => badgeText(browser)).toBe('');
  await options.close();
});

test('Google’s access was taken back in the account’s own pages: the consent is asked for again, and the event follows', async () => {
  const { sandbox, browser } = scene;
  const ticket = await fillIn(1025);
  sandbox.google.revokeAccess(googleEmails.leah);
  await create(ticket.form);
  await ticket.form.getByText('Helpdesk: done').waitFor();
  await ticket.form.getByText('Google Calendar: waiting').waitFor();
  const popup = await browser.openOwn('popup.html');
  const attention = popup.getByRole('region', { name: 'Needs attention' });
  await giveConsent(await chooseGoogleAccount(attention.getByRole('button', { name: 'Reconnect' })));
  await expectDone(ticket, 1025);
  await popup.getByText('All saved, nothing waits for you').waitFor();
  await popup.close();
});

test('signed out of both while the form is open: what was typed is kept, and made after both were reconnected', async () => {
  const { sandbox, browser } = scene;
  const ticket = await fillIn(1029);
  const subject = ticket.form.getByRole('textbox', { name: 'Subject' });
  await subject.fill('Swap the battery');
  sandbox.helpdesk.revokeTokens();
  sandbox.google.revokeAccess(googleEmails.leah);
  await subject.pressSequentially(' at last');
  await create(ticket.form);
  await ticket.form.getByText('The appointment is kept, but not created yet.').waitFor();
  await ticket.form.getByText('Helpdesk: waiting').waitFor();
  await ticket.form.getByText('Google Calendar: waiting').waitFor();

  // Another form opens all the same, from what is known, and says what to expect.
  const another = await openForm(browser, 1001);
  await another.form.getByText('You are signed out (Helpdesk).').waitFor();
  await another.form.getByText('You are signed out (Google Calendar).').waitFor();
  expect(await another.form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe(
    'Laptop does not start after update',
  );
  await another.page.close();

  const popup = await browser.openOwn('popup.html');
  const accounts = popup.getByRole('list', { name: 'Accounts' });
  await signInToHelpdesk(accounts.getByRole('button', { name: /Reconnect.*Helpdesk/ }));
  await ticket.form.getByText('Helpdesk: done').waitFor();
  await giveConsent(await chooseGoogleAccount(accounts.getByRole('button', { name: /Reconnect.*Google Calendar/ })));
  await expectDone(ticket, 1029);
  expect(appointmentsMade(sandbox).find((row) => row.ticket_id === 1029)?.subject).toBe('Swap the battery at last');
  await popup.getByText('All saved, nothing waits for you').waitFor();
  await popup.close();
});

test('the answer is lost and then the sign-in ends: after "Reconnect" the appointment is found, not made again', async () => {
  const { sandbox, browser } = scene;
  const ticket = await fillIn(1030);
  const lost = sandbox.faults.add({
    method: 'POST',
    url: /\/api\/Appointment$/,
    times: 1,
    fault: { kind: 'hold', when: 'after' },
  });
  await create(ticket.form);
  await lost.met;
  sandbox.helpdesk.revokeTokens();
  await browser.killWorker();
  await ticket.form.getByText('Helpdesk: waiting').waitFor();
  lost.remove();
  const popup = await browser.openOwn('popup.html');
  await signInToHelpdesk(popup.getByRole('list', { name: 'Accounts' }).getByRole('button', { name: 'Reconnect' }));
  await expectDone(ticket, 1030);
  await popup.close();
});

test('in the end nothing is left to do, and nothing was made a second time', async () => {
  await expectPairsAtRest(scene, done);
});
