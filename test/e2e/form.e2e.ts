import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import { addAttendee } from './support/add-attendee';
import { lane } from './support/day-lane';
import { setTime } from './support/form-time';
import { pressAway } from './support/press-away';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { openForm } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

const day = quietTuesday();

test('the form comes filled in from the ticket', async () => {
  const { page, form } = await openForm(scene.browser, 1002);
  const dialog = form.getByRole('dialog', { name: 'New appointment' });
  expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('On-boarding visit');
  expect(await form.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe(
    'Bring laptop, dock and badge.\nMeet at reception.',
  );
  const link = dialog.getByRole('link', { name: 'Ticket 1002' });
  expect(await link.getAttribute('href')).toBe('https://acme.halopsa.com/ticket?id=1002');
  for (const name of ['Fabrikam GmbH', 'Werk Süd', 'Jürgen Groß'])
    await dialog.getByRole('banner').getByText(name, { exact: true }).waitFor();
  expect(await form.getByRole('combobox', { name: 'Show as' }).inputValue()).toBe('busy');
  expect(await form.getByRole('checkbox', { name: 'Private' }).isChecked()).toBe(false);
  await page.close();
});

test('assigned and additional agents are invited once each, the customer is offered, and each can be removed', async () => {
  // The ticket names Leah twice.
  const { page, form } = await openForm(scene.browser, 1021);
  const attendees = form.getByRole('group', { name: 'Attendees' });
  const boxes = attendees.getByRole('checkbox');
  expect(await boxes.count()).toBe(3);
  expect(await attendees.getByRole('checkbox', { name: 'Priya Rao (assigned agent)' }).isChecked()).toBe(true);
  expect(await attendees.getByRole('checkbox', { name: 'Leah Novak (additional agent)' }).isChecked()).toBe(true);
  expect(await attendees.getByRole('checkbox', { name: "Siobhán O'Neill (customer)" }).isChecked()).toBe(false);
  await attendees.getByRole('button', { name: 'Remove Leah Novak' }).click();
  await expect.poll(() => boxes.count()).toBe(2);
  // Capitals make no other person.
  await addAttendee(form, 'PRIYA.rao@acme.example');
  await form.getByText('Added: PRIYA.rao@acme.example').waitFor({ state: 'attached' });
  expect(await boxes.count()).toBe(2);
  await addAttendee(form, googleEmails.leah);
  await expect.poll(() => boxes.count()).toBe(3);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('several addresses can be pasted at once; what is no address stays in the field and says so', async () => {
  const { page, form } = await openForm(scene.browser, 1027);
  const box = form.getByRole('textbox', { name: 'Add attendee' });
  await addAttendee(form, 'Robin Guest <robin@partner.example>; sam@partner.example, not an address');
  await form.getByRole('checkbox', { name: 'Robin Guest (guest)' }).waitFor();
  await form.getByRole('checkbox', { name: 'sam@partner.example (guest)' }).waitFor();
  await form.getByText('This is not an e-mail address: “not an address”. Correct it, then press Enter.').waitFor();
  expect(await box.inputValue()).toBe('not an address');
  // Saved as it is, somebody would be missing.
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByRole('alert').filter({ hasText: 'Press Enter to add this attendee, or clear the field.' }).waitFor();
  await expect.poll(() => box.evaluate((element) => element.matches(':focus'))).toBe(true);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('a colleague whose address is typed in has hours and a calendar like everybody else', async () => {
  const { page, form } = await openForm(scene.browser, 1027);
  await setTime(form, { date: day, start: '10:00', end: '10:30' });
  await addAttendee(form, googleEmails.tomas);
  const row = form.getByRole('listitem').filter({ has: form.getByRole('checkbox', { name: googleEmails.tomas }) });
  await row.getByText('11:00 – 11:30 in Paris, works 09:00 – 18:00').waitFor();
  await lane(form, googleEmails.tomas).getByText('works 08:00 to 13:00, 14:00 to 17:00').waitFor({ state: 'attached' });
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('what cannot be saved is said beside its field, and nothing is sent', async () => {
  const { sandbox, browser } = scene;
  const before = sandbox.helpdesk.state.appointments.size;
  const { page, form } = await openForm(browser, 1027);
  const create = form.getByRole('button', { name: 'Create appointment' });
  await form.getByRole('textbox', { name: 'Subject' }).fill('   ');
  await setTime(form, { date: day, start: '10:00', end: '09:00' });
  await create.click();
  await form.getByRole('alert').filter({ hasText: '2 fields need your attention.' }).waitFor();
  await form.getByText('Enter a subject.').waitFor();
  await form.getByText('The end must be after the start.').waitFor();
  await form.getByRole('textbox', { name: 'Subject' }).fill('x'.repeat(10_000));
  await form
    .getByText('The subject has 10000 characters; at most 1000 are possible. Move the rest to the notes.')
    .waitFor();
  await form.getByLabel('Date', { exact: true }).fill('');
  await form.getByText('Choose a date.', { exact: true }).waitFor();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
  expect(sandbox.helpdesk.state.appointments.size).toBe(before);
});

test('a second press on the button shows the form that is open', async () => {
  const { page, form } = await openForm(scene.browser, 1027);
  await form.getByRole('textbox', { name: 'Subject' }).fill('Typed before the second press');
  const button = page.getByRole('button', { name: 'Add to calendar' });
  // The drawer covers the button on this screen: pressed by keyboard.
  await button.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('docket-panel');
  expect(await page.locator('iframe[title="New appointment"]').count()).toBe(1);
  expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Typed before the second press');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('Escape and "Close form" keep what was typed, Cancel gives it up', async () => {
  const { page, form } = await openForm(scene.browser, 1022);
  const frame = page.locator('iframe[title="New appointment"]');
  const subject = form.getByRole('textbox', { name: 'Subject' });
  const reopen = async () => {
    await page.getByRole('button', { name: 'Add to calendar' }).click();
    await subject.waitFor();
  };
  await subject.fill('Half a thought');
  await addAttendee(form, 'robin@partner.example');
  await form.getByRole('textbox', { name: 'Add attendee' }).fill('half@an.addr');
  await pressAway(page, 'Escape', frame);
  await reopen();
  expect(await subject.inputValue()).toBe('Half a thought');
  expect(await form.getByRole('textbox', { name: 'Add attendee' }).inputValue()).toBe('half@an.addr');
  await form.getByRole('checkbox', { name: 'robin@partner.example (guest)' }).waitFor();
  await page.getByRole('button', { name: 'Close form' }).click();
  await frame.waitFor({ state: 'detached' });
  await reopen();
  expect(await subject.inputValue()).toBe('Half a thought');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await frame.waitFor({ state: 'detached' });
  await reopen();
  expect(await subject.inputValue()).toBe('Headset without sound');
  await page.close();
});
