// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { mountForm, viewOf } from './mount-form';

const ticked = (draft: { attendees: readonly { email: string; isTicked: boolean }[] }) =>
  draft.attendees.filter((person) => person.isTicked).map((person) => person.email);

describe('attendees', () => {
  test('are named with what they are to the ticket', async () => {
    const form = await mountForm(viewOf('normal'));
    const names = ['Leah Novak (assigned agent)', 'Amir Haddad (additional agent)', 'Dana Whitfield (customer)'];
    const boxes = names.map((name) => form.get<HTMLInputElement>('input[type=checkbox]', name));
    expect(boxes.map((box) => box.checked)).toEqual([true, true, false]);
  });

  test('can be unticked, made optional and removed', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.click(form.get('input', 'Leah Novak (assigned agent)'));
    await form.click(form.get('button', 'Required Amir Haddad'));
    await form.click(form.get('button', 'Remove Dana Whitfield'));
    expect(form.draft().attendees.map(({ name, isTicked, isRequired }) => [name, isTicked, isRequired])).toEqual([
      ['Leah Novak', false, true],
      ['Amir Haddad', true, false],
    ]);
  });

  test('are added by Enter, by a comma and by pasting a list', async () => {
    const form = await mountForm(viewOf('normal', { attendees: [] }));
    const box = form.get<HTMLInputElement>('input', 'Add attendee');
    await form.type(box, 'one@acme.example');
    await form.key(box, 'Enter');
    await form.type(box, 'two@acme.example,');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Three <three@acme.example>; four@acme.example');
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    expect(ticked(form.draft())).toEqual(['one', 'two', 'three', 'four'].map((name) => `${name}@acme.example`));
    expect(form.draft().attendeeInput).toBe('');
  });

  test('are not listed twice when they are typed in another case', async () => {
    const form = await mountForm(viewOf('normal'));
    const box = form.get<HTMLInputElement>('input', 'Add attendee');
    await form.type(box, 'DANA.Whitfield@larkspur.example');
    await form.key(box, 'Enter');
    expect(form.draft().attendees).toHaveLength(3);
    expect(form.get<HTMLInputElement>('input', 'Dana Whitfield (customer)').checked).toBe(true);
  });

  test('that are no address stay in the field, with the reason tied to it', async () => {
    const form = await mountForm(viewOf('normal'));
    const box = form.get<HTMLInputElement>('input', 'Add attendee');
    await form.type(box, 'zoe@acme.example, nobody');
    await form.key(box, 'Enter');
    expect(form.draft().attendees.at(-1)?.email).toBe('zoe@acme.example');
    expect(box.value).toBe('nobody');
    expect(box.getAttribute('aria-invalid')).toBe('true');
    const error = document.getElementById(box.getAttribute('aria-describedby') ?? '');
    expect(error?.textContent).toContain('not an e-mail address: “nobody”');
  });

  test('of two hundred show the first ones and the rest when asked', async () => {
    const form = await mountForm(viewOf('crowd'));
    expect(form.root.querySelectorAll('.attendee')).toHaveLength(10);
    expect(form.root.querySelectorAll('.lane')).toHaveLength(12);
    await form.click(form.get('button', 'Show all 200 attendees'));
    await form.click(form.get('button', 'Show the day of all 200 attendees'));
    expect(form.root.querySelectorAll('.attendee')).toHaveLength(200);
    expect(form.root.querySelectorAll('.lane')).toHaveLength(200);
  });
});

describe('e-mails', () => {
  test('go to nobody unless the agent chooses otherwise', async () => {
    const form = await mountForm(viewOf('normal'));
    expect(form.get<HTMLInputElement>('input[type=radio]', 'Nobody').checked).toBe(true);
  });

  test('name everybody who would be mailed, never the agent', async () => {
    const form = await mountForm(viewOf('normal'));
    form.get('input[type=radio]', 'Everybody: Amir Haddad');
    await form.click(form.get('input', 'Dana Whitfield (customer)'));
    await form.click(form.get('input[type=radio]', 'Everybody: Amir Haddad and Dana Whitfield'));
    expect(form.draft().mail).toBe('everybody');
  });

  test('go to nobody when all who were named are gone, also from a stored choice', async () => {
    const form = await mountForm(viewOf('normal', { mail: 'everybody' }));
    await form.click(form.get('input', 'Amir Haddad (additional agent)'));
    expect(form.get<HTMLInputElement>('input[type=radio]', 'Nobody').checked).toBe(true);
    await form.click(form.get('button', 'Create appointment'));
    expect(form.saved.map((draft) => draft.mail)).toEqual(['nobody']);
  });
});

describe('working hours', () => {
  test('are warned of for each attendee, in their own time', async () => {
    const form = await mountForm(viewOf('normal', { start: '17:00', end: '18:00' }));
    const warning = form.root.querySelector('.hours-warning');
    expect(warning?.getAttribute('role')).toBe('status');
    expect(warning?.textContent).toContain(
      'Please note that part or all of this Appointment falls outside the Agents working hours.',
    );
    expect([...(warning?.querySelectorAll('li') ?? [])].map((line) => line.textContent)).toEqual([
      'Leah Novak: 17:00 – 18:00 local time (London), works 09:00 – 17:30',
      'Amir Haddad: 18:00 – 19:00 local time (Berlin), works 08:00 – 17:00',
    ]);
  });

  test('of those who are unticked do not matter', async () => {
    const form = await mountForm(viewOf('normal', { start: '16:30', end: '17:00' }));
    expect(form.root.querySelector('.hours-warning')?.textContent).toContain('Amir Haddad');
    await form.click(form.get('input', 'Amir Haddad (additional agent)'));
    expect(form.root.querySelector('.hours-warning')?.textContent).toBe('');
  });

  test('name a break and a holiday as the reason', async () => {
    const lunch = await mountForm(viewOf('normal', { start: '12:30', end: '13:00' }));
    expect(lunch.root.querySelector('.hours-warning')?.textContent).toContain('break 12:30 – 13:00');
    const holiday = await mountForm(viewOf('warnings', { start: '10:00', end: '10:30' }));
    expect(holiday.root.querySelector('.hours-warning')?.textContent).toContain('holiday: Founders’ Day');
  });
});
