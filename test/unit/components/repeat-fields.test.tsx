// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { describe, expect, test } from 'vitest';
import { noRepeat } from '../../../lib/domain/recurrence/repeat-pattern';
import { mountForm, viewOf } from './mount-form';

type Form = Awaited<ReturnType<typeof mountForm>>;

async function choose(form: Form, name: string, value: string): Promise<void> {
  const field = form.get<HTMLSelectElement>('select', name);
  await act(() => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

const dates = ({ root }: Form) => [...root.querySelectorAll('.repeat-dates li')].map((row) => row.textContent ?? '');

describe('"Repeat"', () => {
  test('names each repetition after the date in the form', async () => {
    const form = await mountForm(viewOf('normal', { date: '2026-11-24' }));
    const names = [...form.get<HTMLSelectElement>('select', 'Repeat').options].map(({ text }) => text);
    expect(names).toEqual([
      'Does not repeat',
      'Every day',
      'Monday to Friday',
      'Every week on Tuesday',
      'Every two weeks on Tuesday',
      'Every month on day 24',
      'Every month on the fourth Tuesday',
      'Every year',
    ]);
  });

  test('shows the next dates, and whose hours each of them leaves', async () => {
    const form = await mountForm(viewOf('normal', { date: '2026-11-27', start: '10:00', end: '10:30' }));
    await choose(form, 'Repeat', 'daily');
    expect(dates(form)).toHaveLength(6);
    expect(dates(form)[0]).toMatch(/^Fri,? 27 Nov/);
    expect(dates(form)[0]).not.toContain('outside');
    // Saturday.
    expect(dates(form)[1]).toContain('outside the hours of Leah Novak');
    expect(form.drafts.at(-1)?.repeat).toEqual({ ...noRepeat, pattern: 'daily' });
  });

  test('says what becomes of the dates in the helpdesk, with two-way sync and without', async () => {
    const on = await mountForm(viewOf('normal', { repeat: { ...noRepeat, pattern: 'weekly' } }));
    expect(on.root.textContent).toContain('the others with the next sync');
    const off = await mountForm(viewOf('normal', { repeat: { ...noRepeat, pattern: 'weekly' } }, { seriesSync: null }));
    expect(off.root.textContent).toContain('because two-way sync, which makes the others, is off');
    const { seriesSync } = viewOf('normal');
    if (seriesSync === null) throw new Error('two-way sync is off in this view');
    const oneWay = { seriesSync: { ...seriesSync, mayCreate: false } };
    const kept = await mountForm(viewOf('normal', { repeat: { ...noRepeat, pattern: 'weekly' } }, oneWay));
    expect(kept.root.textContent).toContain('what is chosen under Options › Sync leaves the others out');
  });

  test('cannot be chosen without a calendar, and says why', async () => {
    const form = await mountForm(viewOf('normal', {}, { calendarConnected: false }));
    expect(form.get<HTMLSelectElement>('select', 'Repeat').disabled).toBe(true);
    expect(form.root.textContent).toContain('Repeating needs a connected calendar');
  });

  test('an end that cannot be is said beside its field, and nothing is saved', async () => {
    const form = await mountForm(viewOf('normal', { repeat: { ...noRepeat, pattern: 'daily', ends: 'after' } }));
    await form.type(form.get<HTMLInputElement>('input', 'How many dates'), '0');
    await form.click(form.get('button', 'Create appointment'));
    expect(form.saved).toEqual([]);
    expect(form.get('input', 'How many dates').getAttribute('aria-invalid')).toBe('true');
    expect(form.root.textContent).toContain('Enter a whole number from 2 to 730.');
    await choose(form, 'Ends', 'on');
    await form.click(form.get('button', 'Create appointment'));
    expect(form.saved).toEqual([]);
    expect(form.root.textContent).toContain('Choose a last date that is not before the first.');
  });
});
