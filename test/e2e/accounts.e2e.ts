import { DateTime } from 'luxon';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import { googleInsert } from './support/api-calls';
import { expectAccessible } from './support/axe';
import { type FormTime, setTime } from './support/form-time';
import { appointmentsMade, eventsMade, madeFrom } from './support/made-by-docket';
import { type Scene, startScene } from './support/scene';
import { connectGoogle, connectHelpdesk, helpdeskOrigin } from './support/sign-in';
import { syncToEnd } from './support/sync-to-end';
import { openForm, openTicket } from './support/ticket-page';

const yesterday = DateTime.now().setZone('Europe/London').minus({ days: 1 }).toFormat('yyyy-MM-dd');
const google = () => options.getByRole('region', { name: 'Google Calendar' });
const helpdesk = () => options.getByRole('region', { name: 'Helpdesk' });

let scene: Scene;
let options: Page;
beforeAll(async () => {
  scene = await startScene();
  // With colleagues in it: taking it back could mail them.
  await save(1024);
  await save(1025);
  await save(1005, { date: yesterday, start: '10:00', end: '10:30' });
  options = await scene.browser.openOwn('options.html');
});
afterAll(() => scene.end());
beforeEach(() => options.reload());

/** Makes an appointment from a ticket; at the proposed time unless told. */
async function save(ticketId: number, time?: FormTime, state: 'done' | 'waiting' = 'done'): Promise<void> {
  const { page, form } = await openForm(scene.browser, ticketId);
  await form.getByRole('checkbox', { name: 'Leah Novak (assigned agent)' }).waitFor();
  if (time !== undefined) await setTime(form, time);
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText(`Google Calendar: ${state}`).waitFor();
  await page.close();
}

/** Presses "Disconnect" on a card, and answers the question that it asks. */
async function ask(card: Locator): Promise<Locator> {
  await card.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = options.getByRole('dialog');
  await dialog
    .getByText(/made there/)
    .first()
    .waitFor();
  return dialog;
}

async function keepEverything(dialog: Locator): Promise<Locator> {
  await dialog.getByRole('radio', { name: 'Keep everything' }).check();
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.getByRole('button', { name: 'Close' }).waitFor();
  return dialog.getByRole('status');
}

/** The dry run of the removal, ready to be looked through. */
async function lookThrough(dialog: Locator, choice: string): Promise<Locator> {
  await dialog.getByRole('radio', { name: choice }).check();
  await dialog.getByRole('button', { name: 'Review changes' }).click();
  const review = options.getByRole('dialog', { name: 'Review changes' });
  await review.getByRole('button', { name: /^Apply/ }).waitFor();
  return review;
}

/** Lets the list be done; answers the question of "Disconnect", which comes back with what is left there. */
async function apply(review: Locator, lines: readonly string[]): Promise<Locator> {
  await review.getByRole('button', { name: /^Apply/ }).click();
  for (const line of ['Done.', ...lines]) await review.getByText(line, { exact: true }).waitFor();
  await expectAccessible(options, 'what became of the removal');
  await review.getByRole('button', { name: 'Close' }).click();
  const dialog = options.getByRole('dialog', { name: /^Disconnect/ });
  await dialog
    .getByText(/made there/)
    .first()
    .waitFor();
  return dialog;
}

async function close(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
}

function revocations(): number {
  return scene.sandbox.requests.filter((request) => request === 'POST oauth2.googleapis.com/revoke').length;
}

function subjects(): readonly (string | undefined)[] {
  return eventsMade(scene.sandbox).map(({ summary }) => summary);
}

test('“Disconnect” asks what becomes of what Docket made, and “Cancel” changes nothing', async () => {
  const dialog = await ask(google());
  await dialog.getByText('Docket gives back its access to leah.novak@acme.example and forgets the sign-in.').waitFor();
  expect(await dialog.getByRole('radio', { name: 'Keep everything' }).isChecked()).toBe(true);
  // What is over is history and not offered.
  const offered = dialog.getByRole('radio', { name: 'Remove the 2 appointments Docket made' });
  expect(await offered.isChecked()).toBe(false);
  const listed = await dialog.getByRole('list').getByRole('listitem').allInnerTexts();
  expect(listed.map((text) => text.split('\n')[0])).toEqual(['Slow Wi-Fi in the canteen', 'Shared calendar missing']);
  await expectAccessible(options, 'the question of Disconnect');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await google().getByText('Connected: leah.novak@acme.example').waitFor();
  expect(revocations()).toBe(0);
});

test('“Keep everything” leaves the events where they are and gives the access back to Google', async () => {
  const { sandbox, browser } = scene;
  const tokens = [...sandbox.google.state.tokens.keys()];
  expect(tokens).not.toEqual([]);
  const kept = subjects();
  expect(kept).toHaveLength(3);
  const dialog = await ask(google());
  const said = await keepEverything(dialog);
  await said.getByText('Disconnected. What stands there was kept. The access was given back.').waitFor();
  await expectAccessible(options, 'what became of Disconnect');
  await close(dialog);

  expect(revocations()).toBe(1);
  for (const token of tokens) {
    const info = await sandbox.fetch(`https://oauth2.googleapis.com/tokeninfo?access_token=${token}`);
    expect(info.status).toBe(400);
  }
  expect(subjects()).toEqual(kept);
  await google().getByRole('button', { name: 'Sign in with Google' }).waitFor();
  expect(await mayReach('https://www.googleapis.com')).toBe(false);
  expect(await mayReach('https://oauth2.googleapis.com')).toBe(false);
  // The helpdesk is another matter.
  await helpdesk().getByText('Connected: leah.novak@acme.example').waitFor();
  await (await openTicket(browser, 1022)).close();
});

test('“Remove” deletes what is still to come and as Docket made it, e-mails nobody, and says what it left alone', async () => {
  const { sandbox, browser } = scene;
  await connectGoogle(browser, options);
  // What stands there is known again when the reading that follows is over.
  await syncToEnd(browser);
  await google().getByText('Connected: leah.novak@acme.example').waitFor();
  const calendar = sandbox.google.state.calendars.get(googleEmails.leah);
  const others = [...(calendar?.events.values() ?? [])].filter(
    ({ details }) => details.extendedProperties === undefined,
  );
  const changed = madeFrom(sandbox, 1025).event;
  sandbox.google.asPerson(googleEmails.leah).updateEvent(String(changed.id), { location: 'Room 4' });

  const review = await lookThrough(await ask(google()), 'Remove the 2 appointments Docket made');
  await review.getByText('Who is e-mailed: nobody.').waitFor();
  await review.getByText('1 item is left out and stays as it is').click();
  await review.getByText('Shared calendar missing').waitFor();
  await review.getByRole('checkbox', { name: /^Slow Wi-Fi in the canteen/ }).waitFor();
  await expectAccessible(options, 'the list of what would be removed');
  expect(subjects(), 'before "Apply"').toHaveLength(3);
  const dialog = await apply(review, ['Google Calendar: 1 removed']);
  const left = await dialog.getByRole('list').getByRole('listitem').allInnerTexts();
  expect(left.map((text) => text.split('\n')[0])).toEqual(['Shared calendar missing']);
  const said = await keepEverything(dialog);
  await said.getByText('Disconnected. What stands there was kept. The access was given back.').waitFor();
  await close(dialog);

  expect([...subjects()].sort()).toEqual(['Call back about invoice portal', 'Shared calendar missing']);
  for (const { id, version } of others) expect(calendar?.events.get(id)?.version).toEqual(version);
  expect(sandbox.google.outbox).toEqual([]);
  expect(appointmentsMade(sandbox).map(({ ticket_id }) => ticket_id)).toEqual([1024, 1025, 1005]);
  expect(sandbox.helpdesk.state.notifications).toEqual([]);
});

test('a Google that cannot be told that the access ends is named, with the way to end it by hand', async () => {
  const { sandbox, browser } = scene;
  await connectGoogle(browser, options);
  // What stands there is known again when the reading that follows is over.
  await syncToEnd(browser);
  const url = /oauth2\.googleapis\.com\/revoke/;
  const deaf = sandbox.faults.add({ url, times: 9, fault: { kind: 'answer', status: 503, body: '' } });
  const dialog = await ask(google());
  const said = await keepEverything(dialog);
  await said
    .getByText(
      'Google could not be told that the access ends. Docket has forgotten it here all the same. To be sure, remove Docket at myaccount.google.com/connections.',
    )
    .waitFor();
  expect(await said.getByText('The access was given back.').count()).toBe(0);
  await close(dialog);
  deaf.remove();
  // By hand, as the sentence says.
  sandbox.google.revokeAccess(googleEmails.leah);
  await google().getByRole('button', { name: 'Sign in with Google' }).waitFor();
});

test('what still waits to be saved is named before it is given up', async () => {
  const { sandbox, browser } = scene;
  await connectGoogle(browser, options);
  // What stands there is known again when the reading that follows is over.
  await syncToEnd(browser);
  const fault = { kind: 'answer', status: 503, body: '' } as const;
  const down = sandbox.faults.add({ ...googleInsert, times: 99, fault });
  await save(1027, undefined, 'waiting');
  const dialog = await ask(google());
  await dialog
    .getByText(
      'One appointment is still waiting to be saved there. It will not be tried any more until you connect again.',
    )
    .waitFor();
  await keepEverything(dialog);
  await close(dialog);
  down.remove();
  expect(subjects()).not.toContain('Password reset on hold');
  const popup = await browser.openOwn('popup.html');
  await popup.getByRole('region', { name: 'Needs attention' }).getByText('All saved').waitFor();
  await popup.close();
});

test('without the permission, the account says so, and one press brings it back', async () => {
  const { browser } = scene;
  await connectGoogle(browser, options);
  // What stands there is known again when the reading that follows is over.
  await syncToEnd(browser);
  const worker = await browser.worker();
  await worker.evaluate(`chrome.permissions.remove({ origins: ['${helpdeskOrigin}/*'] })`);
  await helpdesk()
    .getByText(
      'The browser does not let Docket reach acme.halopsa.com any more. Nothing is read or saved there until you allow it again.',
    )
    .waitFor();
  await expect.poll(registeredScripts).toBe(0);
  await expectAccessible(options, 'Accounts without a permission');
  const allow = helpdesk().getByRole('button', { name: 'Allow acme.halopsa.com' });
  await allow.click();
  await allow.waitFor({ state: 'detached' });
  await (await openTicket(browser, 1022)).close();
});

test('disconnected from the helpdesk, the button is gone from its pages, and nothing else is lost', async () => {
  const { browser } = scene;
  // What the sync copies would be Docket's, too: here it is only to stay switched on.
  const sync = await browser.openOwn('options.html#sync');
  for (const way of ['Into the helpdesk', 'Into Google Calendar']) {
    await sync.getByRole('checkbox', { name: `Create: ${way}` }).uncheck();
    await sync.getByText('Saved', { exact: true }).waitFor();
  }
  await sync.close();
  const popup = await browser.openOwn('popup.html');
  const twoWay = popup.getByRole('switch', { name: 'Two-way sync' });
  await twoWay.click();
  await expect.poll(() => twoWay.getAttribute('aria-checked')).toBe('true');
  const ticket = await openTicket(browser, 1022);

  const dialog = await ask(helpdesk());
  await dialog
    .getByText(
      'Docket forgets its sign-in as leah.novak@acme.example and leaves the helpdesk’s pages. Halo offers no way to take an access back; it runs out there by itself.',
    )
    .waitFor();
  const said = await keepEverything(dialog);
  await said
    .getByText(
      'Disconnected. What stands there was kept. Docket has forgotten the sign-in; at the helpdesk the access runs out by itself.',
    )
    .waitFor();
  await close(dialog);

  expect(await registeredScripts()).toBe(0);
  expect(await mayReach(helpdeskOrigin)).toBe(false);
  await ticket.reload();
  await ticket.getByText('Headset without sound').first().waitFor();
  expect(await ticket.getByRole('button', { name: 'Add to calendar' }).count()).toBe(0);
  await ticket.close();
  await google().getByText('Connected: leah.novak@acme.example').waitFor();
  expect(await options.getByRole('textbox', { name: 'Helpdesk address' }).inputValue()).toBe(helpdeskOrigin);

  await connectHelpdesk(browser, options);
  await syncToEnd(browser);
  await popup.reload();
  await expect.poll(() => twoWay.getAttribute('aria-checked')).toBe('true');
  await popup.close();
  await (await openTicket(browser, 1022)).close();
});

test('“Remove” takes the appointments out of the helpdesk too, without a message to anybody, and leaves the events', async () => {
  const { sandbox } = scene;
  const before = subjects();
  const [changed] = appointmentsMade(sandbox).filter(({ ticket_id }) => ticket_id === 1025);
  sandbox.helpdesk.webUi.changeAppointment(Number(changed?.id), { subject: 'Moved to room 4' });
  const review = await lookThrough(await ask(helpdesk()), 'Remove the 3 appointments Docket made');
  const dialog = await apply(review, ['Helpdesk: 2 removed']);
  await close(await keepEverything(dialog).then(() => dialog));
  // Yesterday's is history, and a colleague's work is kept.
  expect(appointmentsMade(sandbox).map(({ ticket_id }) => ticket_id)).toEqual([1025, 1005]);
  expect(subjects()).toEqual(before);
  expect(sandbox.helpdesk.state.notifications).toEqual([]);
  expect(sandbox.google.outbox).toEqual([]);
});

async function mayReach(origin: string): Promise<boolean> {
  const worker = await scene.browser.worker();
  return worker.evaluate<boolean>(`chrome.permissions.contains({ origins: ['${origin}/*'] })`);
}

async function registeredScripts(): Promise<number> {
  const worker = await scene.browser.worker();
  return worker.evaluate<number>('chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.length)');
}
