// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { lengthOf, withLengthStep, withStart } from '../../../components/draft-times';
import { mountForm, viewOf } from './mount-form';

describe('what is typed', () => {
  test('is told outside at every keystroke', async () => {
    const form = await mountForm(viewOf('normal'));
    const subject = form.get<HTMLInputElement>('input', 'Subject');
    await form.type(subject, 'Pr');
    await form.type(subject, 'Pri');
    await form.type(form.get<HTMLTextAreaElement>('textarea', 'Notes'), 'Bring paper');
    expect(form.drafts.map((draft) => [draft.subject, draft.notes.slice(0, 5)])).toEqual([
      ['Pr', 'Ticke'],
      ['Pri', 'Ticke'],
      ['Pri', 'Bring'],
    ]);
  });

  test('survives a newer view of the same draft', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.type(form.get<HTMLInputElement>('input', 'Subject'), 'Typed by hand');
    await form.show({ view: viewOf('normal', { subject: 'From an older message' }) });
    expect(form.get<HTMLInputElement>('input', 'Subject').value).toBe('Typed by hand');
  });

  test('is told of the Meet link too, which is off until it is ticked and offered only with a calendar', async () => {
    const form = await mountForm(viewOf('normal'));
    const box = form.get<HTMLInputElement>('input', 'Add a Google Meet link');
    expect(box.checked).toBe(false);
    await form.click(box);
    expect(form.draft().wantsMeet).toBe(true);
    const alone = await mountForm(viewOf('normal', {}, { calendarConnected: false }));
    expect(() => alone.get('input', 'Add a Google Meet link')).toThrow('0 ×');
  });

  test('gives way to another draft', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.type(form.get<HTMLInputElement>('input', 'Subject'), 'Typed by hand');
    await form.show({ view: viewOf('normal', { id: 'another-draft', subject: 'Another ticket' }) });
    expect(form.get<HTMLInputElement>('input', 'Subject').value).toBe('Another ticket');
  });

  test('is shown as text, whatever it holds', async () => {
    const form = await mountForm(viewOf('hostile'));
    expect(form.root.querySelectorAll('script, img, b')).toHaveLength(0);
    expect(form.root.querySelectorAll('a[href^="javascript"]')).toHaveLength(0);
    form.get('input', '<b>Leah</b> "Novak" (assigned agent)');
  });
});

describe('the times', () => {
  test('keep their length while the start moves', () => {
    expect(withStart('14:00', '11:00', 45)).toEqual({ start: '14:00', end: '14:45' });
  });

  test('do not pass midnight', () => {
    expect(withStart('23:40', '11:00', 45).end).toBe('23:59');
    expect(withLengthStep({ start: '23:40', end: '23:55' }, 15, 1).end).toBe('23:59');
  });

  test('grow and shrink by quarters of an hour and never below one', () => {
    expect(withLengthStep({ start: '10:00', end: '10:30' }, 30, 1).end).toBe('10:45');
    expect(withLengthStep({ start: '10:00', end: '10:20' }, 20, -1).end).toBe('10:15');
    expect(withLengthStep({ start: '10:00', end: '10:15' }, 15, -1).end).toBe('10:15');
  });

  test('say no length while they are half typed', () => {
    expect(lengthOf({ start: '', end: '10:00' })).toBeNull();
    expect(lengthOf({ start: '11:00', end: '10:00' })).toBeNull();
  });

  test('come back with their old length after the start was empty', async () => {
    const form = await mountForm(viewOf('normal', { start: '10:00', end: '11:15' }));
    const start = form.get<HTMLInputElement>('input', 'Start');
    await form.type(start, '');
    await form.type(start, '15:00');
    expect([form.draft().start, form.draft().end]).toEqual(['15:00', '16:15']);
  });

  test('step aside for a whole day and are kept for later', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.click(form.get('input', 'All day'));
    expect(() => form.get('input', 'Start')).toThrow();
    expect(form.draft()).toMatchObject({ allDay: true, start: '10:30', end: '11:00' });
  });
});
