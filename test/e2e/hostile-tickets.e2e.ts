import { DateTime } from 'luxon';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTime } from './support/form-time';
import { madeFrom } from './support/made-by-docket';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { openForm } from './support/ticket-page';

let scene: Scene;
const dialogs: string[] = [];
beforeAll(async () => {
  scene = await startScene();
  scene.browser.context.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
});
afterAll(() => scene.end());

/** Tomorrow, so that the popup's agenda shows it too. */
const tomorrow = DateTime.now().setZone('Europe/London').plus({ days: 1 }).toFormat('yyyy-MM-dd');
const quietDay = quietTuesday();

function ticketRow(id: number) {
  const row = scene.sandbox.helpdesk.state.tickets.find((ticket) => ticket.id === id);
  if (row === undefined) throw new Error(`There is no ticket ${id}`);
  return row;
}

async function create(form: FrameLocator): Promise<void> {
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
}

test.each([
  [1006, 'markup with a script in an attribute'],
  [1007, 'markup that ends an attribute and brings a script'],
  [1008, '500 characters'],
  [1009, 'details of 10,000 characters'],
  [1010, 'right-to-left writing'],
  [1011, 'right-to-left writing with control characters'],
  [1012, 'emoji'],
])('the subject of ticket %i (%s) is text everywhere and arrives unchanged on both sides', async (ticketId) => {
  const { sandbox, browser } = scene;
  const summary = ticketRow(ticketId).summary;
  const { page, form } = await openForm(browser, ticketId);
  expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe(summary);
  await setTime(form, { date: tomorrow, start: '10:00', end: '10:30' });
  await create(form);
  expect(await form.locator('.save-result-what bdi').textContent()).toBe(summary);
  expect(await page.title()).toBe(`${ticketId} · Acme Helpdesk`);
  await page.close();
  const { appointment, event } = madeFrom(sandbox, ticketId);
  expect(appointment.subject).toBe(summary);
  expect(event.summary).toBe(summary);
});

test('the popup shows all of them as text too', async () => {
  const popup = await scene.browser.openOwn('popup.html');
  const agenda = popup.getByRole('list', { name: 'Agenda' });
  for (const id of [1006, 1007, 1008, 1009, 1010, 1011, 1012])
    await agenda
      .locator('.agenda-subject')
      .filter({ hasText: (ticketRow(id).summary ?? '').trim() })
      .waitFor();
  expect(await popup.title()).toBe('Docket');
  await popup.close();
});

test('names and long notes with markup are text, and the notes arrive unchanged', async () => {
  const { sandbox, browser } = scene;
  const notes = `${'Line with <b onclick="document.title=1">markup</b> & "quotes" &amp; entities\n'.repeat(140).slice(0, 9_990)}\nThe end.`;
  const names = {
    user_name: `<img src=x onerror="document.title='owned'">Eve`,
    client_name: `"><script>document.title='owned'</script>`,
    site_name: '\u202EetiS',
  };
  Object.assign(ticketRow(1023), { ...names, default_appointment_details: notes });
  const { page, form } = await openForm(browser, 1023);
  for (const name of [names.client_name, names.site_name, names.user_name])
    await form.getByRole('banner').getByText(name, { exact: true }).waitFor();
  await form.getByRole('checkbox', { name: `${names.user_name} (customer)` }).check();
  expect(await form.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe(notes);
  await create(form);
  await page.close();
  const { appointment, event } = madeFrom(sandbox, 1023);
  expect(appointment.note).toBe(notes);
  const escaped = notes.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  expect(event.description).toBe(`${escaped}\n\nTicket 1023: https://acme.halopsa.com/ticket?id=1023`);
  expect(event.attendees?.at(-1)?.displayName).toBe(names.user_name);
});

test('a ticket of empty fields opens an empty form, which asks for a subject before it saves', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1013);
  const subject = form.getByRole('textbox', { name: 'Subject' });
  expect(await subject.inputValue()).toBe('');
  expect(await form.getByRole('group', { name: 'Attendees' }).getByRole('checkbox').count()).toBe(1);
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByRole('alert').filter({ hasText: 'Enter a subject.' }).waitFor();
  await subject.fill('Typed by hand');
  await create(form);
  await page.close();
  expect(madeFrom(sandbox, 1013).appointment).toMatchObject({ subject: 'Typed by hand', note: '' });
});

test('agents who cannot be invited are named, and the others are invited', async () => {
  const { browser } = scene;
  const notices = async (ticketId: number) => {
    const { page, form } = await openForm(browser, ticketId);
    const said = await form.getByRole('list', { name: 'Please note' }).getByRole('listitem').allTextContents();
    const people = await form.getByRole('group', { name: 'Attendees' }).locator('.attendee-name').allTextContents();
    await page.close();
    return { said, people: people.filter((name) => !name.endsWith('(customer)')) };
  };
  expect(await notices(1014)).toEqual({
    said: ['The ticket names agent 999, whom the helpdesk’s directory does not list. That agent is not invited.'],
    people: ['Leah Novak (assigned agent)'],
  });
  expect(await notices(1015)).toEqual({
    said: ['Jonas Weber is disabled in the helpdesk and is not invited.'],
    people: ['Leah Novak (assigned agent)', 'Amir Haddad (additional agent)'],
  });
  expect(await notices(1016)).toEqual({
    said: [
      'Ida Lindqvist has no e-mail address in the helpdesk and cannot be invited.',
      'The helpdesk names the time zone “Custom Zone 7” for Noor Bakker, which is not known: working hours are not checked.',
      'Sam Okafor has no workday in the helpdesk: working hours are not checked.',
    ],
    people: ['Noor Bakker (assigned agent)', 'Sam Okafor (additional agent)'],
  });
  expect(await notices(1003)).toEqual({
    said: ['The ticket has no assigned agent.'],
    people: ['Amir Haddad (additional agent)'],
  });
});

test('a ticket without any agent makes an appointment without attendees, in the calendar of whoever makes it', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1017);
  await form.getByText('The ticket has no assigned agent.').waitFor();
  await form.getByText('Tick somebody above to see their day.').waitFor();
  expect(await form.getByRole('radio', { name: 'Everybody (nobody but you is invited)' }).isDisabled()).toBe(true);
  await create(form);
  await page.close();
  const { appointment, event } = madeFrom(sandbox, 1017);
  expect(appointment).toMatchObject({ agent_id: 2, attendees: '' });
  expect(event.attendees ?? []).toEqual([]);
});

test('a ticket that the helpdesk does not know is said not to be found, and the form stays usable', async () => {
  const { page, form } = await openForm(scene.browser, 9999);
  await form.getByText('Ticket 9999 could not be read, so nothing was filled in from it.').waitFor();
  expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('');
  expect(await form.getByRole('button', { name: 'Create appointment' }).isEnabled()).toBe(true);
  await page.close();
});

test('200 attendees are saved on both sides; one more is refused with the number', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1025);
  await setTime(form, { date: quietDay, start: '15:00', end: '15:30' });
  const guests = Array.from({ length: 199 }, (_, index) => `guest-${index}@partner.example`);
  const notes = form.getByRole('textbox', { name: 'Notes' });
  await notes.fill(guests.join(', '));
  await notes.press('ControlOrMeta+a');
  await notes.press('ControlOrMeta+x');
  const box = form.getByRole('textbox', { name: 'Add attendee' });
  await box.press('ControlOrMeta+v');
  // The customer, who is offered, is the 201st row.
  await form.getByRole('button', { name: 'Show all 201 attendees' }).click();
  expect(await form.getByRole('group', { name: 'Attendees' }).getByRole('checkbox').count()).toBe(201);

  await form.getByRole('checkbox', { name: /\(customer\)$/ }).check();
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByRole('alert').filter({ hasText: '201 attendees are ticked; at most 200 are possible.' }).waitFor();
  await form.getByRole('checkbox', { name: /\(customer\)$/ }).uncheck();
  await create(form);
  await page.close();
  const { appointment, event } = madeFrom(sandbox, 1025);
  expect(appointment.attendees?.split(';')).toHaveLength(200);
  expect(event.attendees).toHaveLength(200);
  expect(sandbox.google.outbox).toEqual([]);
});

test('no script of a ticket has run and no dialog has opened', () => {
  expect(dialogs).toEqual([]);
});
