// @vitest-environment happy-dom
import { describe, expect, test, vi } from 'vitest';
import { changeWithin, createDayScale, placeOn, stepMs } from '../../../components/day-scale';
import { laneOf, laneState } from '../../../components/lane-content';
import { laneText } from '../../../components/lane-text';
import { galleryTexts } from '../../gallery/gallery-texts';
import { mountForm, viewOf } from './mount-form';

const t = galleryTexts('en');
const scaleOf = (date: string, zone: string) => {
  const scale = createDayScale(date, zone);
  if (!scale) throw new Error(`No day ${date} in ${zone}`);
  return scale;
};
const london = scaleOf('2026-11-25', 'Europe/London');
const at = (from: string, to: string) => ({
  startMs: Date.parse(`2026-11-25T${from}:00Z`),
  endMs: Date.parse(`2026-11-25T${to}:00Z`),
});
const times = (draft: { date: string; start: string; end: string }) => [draft.date, draft.start, draft.end];

describe('a day', () => {
  test.each([
    ['Europe/London', '2026-03-29', 23],
    ['Europe/London', '2026-10-25', 25],
    ['Australia/Sydney', '2026-10-04', 23],
    ['Asia/Kolkata', '2026-03-29', 24],
  ])('in %s on %s has %i hours', (zone, date, hours) => {
    expect(scaleOf(date, zone).hours).toHaveLength(hours);
  });

  test('has no place for what does not touch it, and cuts what passes its ends', () => {
    expect(placeOn(london, { startMs: london.endMs, endMs: london.endMs + 1 })).toBeNull();
    expect(placeOn(london, { startMs: london.startMs - 1, endMs: london.endMs + 1 })).toEqual({ at: 0, length: 1 });
  });

  test('keeps an appointment between its first minute and the last that a time field can say', () => {
    expect(changeWithin(london, at('00:15', '01:15'), 'move', -8 * stepMs)).toEqual(at('00:00', '01:00'));
    expect(changeWithin(london, at('22:00', '23:00'), 'move', 8 * stepMs)).toEqual(at('22:45', '23:45'));
    expect(changeWithin(london, at('22:00', '23:00'), 'end', 40 * stepMs)).toEqual(at('22:00', '23:45'));
  });

  test('moves an odd minute to the next quarter, not past it', () => {
    expect(changeWithin(london, at('10:07', '10:37'), 'move', stepMs)).toEqual(at('10:15', '10:45'));
    expect(changeWithin(london, at('10:07', '10:37'), 'move', -stepMs)).toEqual(at('10:00', '10:30'));
  });

  test('never turns an appointment around', () => {
    expect(changeWithin(london, at('10:00', '10:30'), 'end', -8 * stepMs)).toEqual(at('10:00', '10:15'));
    expect(changeWithin(london, at('10:00', '10:30'), 'start', 8 * stepMs)).toEqual(at('10:15', '10:30'));
    expect(changeWithin(london, at('23:50', '23:55'), 'end', stepMs)).toEqual(at('23:50', '23:55'));
  });
});

describe('a lane', () => {
  const view = viewOf('normal');
  const person = (index: number) => {
    const found = view.draft.attendees[index];
    if (!found) throw new Error(`No attendee ${index}`);
    return { ...found, isTicked: true };
  };

  test('says in words what it draws', () => {
    expect(laneText(t, laneOf(person(1), view, london), london)).toBe(
      'Amir Haddad: busy 09:00 to 10:00, 11:30 to 12:30 (Server migration), 15:00 to 16:00; works 07:00 to 11:00, 11:30 to 16:00',
    );
  });

  test('says only what of a longer appointment falls into its day', () => {
    const overNight = { startMs: london.startMs - 60 * 60_000, endMs: london.startMs + 8 * 60 * 60_000 };
    const wholeDay = { startMs: london.startMs - 1, endMs: london.endMs + 1 };
    const lane = laneOf(person(1), view, london);
    const said = (block: typeof overNight) =>
      laneText(t, { ...lane, blocks: [{ ...block, side: 'helpdesk', label: 'Move' }] }, london);
    expect(said(overNight)).toContain('busy 00:00 to 08:00 (Move);');
    expect(said(wholeDay)).toContain('busy all day (Move);');
  });

  test('of somebody unknown is never free', () => {
    const customer = laneOf(person(2), view, london);
    expect(laneState(customer, at('10:00', '10:30'))).toBe('unknown');
    expect(laneText(t, customer, london)).toBe(
      'Dana Whitfield: Helpdesk not known; Google Calendar not known; working hours not known',
    );
  });

  test('that is still being read is never free', () => {
    const lane = laneOf(person(0), { ...view, time: {} }, london);
    expect(lane.isBeingRead).toBe(true);
    expect(laneState(lane, at('10:00', '10:30'))).toBe('unknown');
  });

  test('read for another day is not read for this one', () => {
    const later = scaleOf('2027-03-01', 'Europe/London');
    expect(laneOf(person(0), view, later).isBeingRead).toBe(true);
  });

  test('of a guest whose own calendar is known needs no helpdesk', () => {
    const known = { kind: 'known', busy: [] } as const;
    const email = person(2).email;
    const time = {
      email,
      window: london,
      helpdesk: { kind: 'unknown', reason: 'notAnAgent' },
      calendar: known,
    } as const;
    expect(laneState(laneOf(person(2), { ...view, time: { [email]: time } }, london), at('10:00', '10:30'))).toBe(
      'free',
    );
  });
});

describe('the proposed time', () => {
  test('moves by arrow and page keys and grows with Shift', async () => {
    const form = await mountForm(viewOf('normal'));
    const slider = form.get('[role=slider]', 'Proposed time');
    await form.key(slider, 'ArrowRight');
    expect(times(form.draft())).toEqual(['2026-11-25', '10:45', '11:15']);
    await form.key(slider, 'ArrowDown');
    await form.key(slider, 'PageUp');
    expect(times(form.draft())).toEqual(['2026-11-25', '11:30', '12:00']);
    await form.key(slider, 'ArrowRight', { shiftKey: true });
    expect(times(form.draft())).toEqual(['2026-11-25', '11:30', '12:15']);
    expect(slider.getAttribute('aria-valuetext')).toBe('Wednesday 25 November, 11:30 to 12:15');
  });

  test('leaves keys with Ctrl or Alt to the browser', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.key(form.get('[role=slider]', 'Proposed time'), 'ArrowRight', { altKey: true });
    expect(form.drafts).toHaveLength(0);
  });

  test('says who is busy then and of whom that is not known', async () => {
    const form = await mountForm(viewOf('normal', { start: '09:30', end: '10:00' }));
    const clash = form.root.querySelector('.day-clash');
    expect(clash?.getAttribute('aria-live')).toBe('polite');
    expect(clash?.textContent).toBe('Busy at this time: Leah Novak and Amir Haddad.');
    await form.click(form.get('input', 'Dana Whitfield (customer)'));
    expect(clash?.textContent).toBe('Busy at this time: Leah Novak and Amir Haddad. Not known: Dana Whitfield.');
  });

  test('goes to another day with its times', async () => {
    const form = await mountForm(viewOf('normal', { date: '2026-12-31' }));
    await form.click(form.get('button', 'Next day'));
    expect(times(form.draft())).toEqual(['2027-01-01', '10:30', '11:00']);
  });
});

describe('other days and other people', () => {
  test('are asked for once, when the form rests on them', async () => {
    vi.useFakeTimers();
    try {
      const form = await mountForm(viewOf('normal', { date: '2027-03-01' }, { time: {} }));
      vi.advanceTimersByTime(1_000);
      expect(form.looks, 'the first day is read without asking').toEqual([]);
      for (let turns = 0; turns < 5; turns++) await form.click(form.get('button', 'Next day'));
      vi.advanceTimersByTime(1_000);
      await form.type(form.get<HTMLInputElement>('input', 'Subject'), 'Something else');
      vi.advanceTimersByTime(1_000);
      expect(form.looks).toEqual([
        {
          startMs: Date.parse('2027-03-06T00:00:00Z'),
          endMs: Date.parse('2027-03-07T00:00:00Z'),
          emails: ['leah.novak@acme.example', 'amir.haddad@acme.example'],
        },
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('that are known already are not asked for', async () => {
    vi.useFakeTimers();
    try {
      const form = await mountForm(viewOf('normal'));
      await form.click(form.get('button', 'Next day'));
      vi.advanceTimersByTime(1_000);
      expect(form.looks).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('“Find a time”', () => {
  test('offers the next times free for all required, and takes the one that is pressed', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.click(form.get('button', 'Find a time'));
    const slots = [...form.root.querySelectorAll<HTMLElement>('.slot')];
    expect(slots.map((slot) => slot.textContent)).toContain('Wed 25 Nov10:15 – 10:45');
    await form.click(slots[1] ?? form.root);
    expect(times(form.draft())).toEqual(['2026-11-25', '13:30', '14:00']);
  });

  test('says why there is none', async () => {
    const attendees = viewOf('normal').draft.attendees.map((person) => ({ ...person, isRequired: false }));
    const form = await mountForm(viewOf('normal', { attendees }));
    await form.click(form.get('button', 'Find a time'));
    expect(form.root.querySelector('.find-time-said')?.textContent).toContain('Nobody is required.');
    expect(form.root.querySelectorAll('.slot')).toHaveLength(0);
  });

  test('waits until the coming days are read', async () => {
    const known = viewOf('normal');
    const time = Object.fromEntries(
      Object.entries(known.time).map(([email, one]) => [email, { ...one, window: london }]),
    );
    const form = await mountForm(viewOf('normal', {}, { time }));
    await form.click(form.get('button', 'Find a time'));
    expect(form.root.querySelectorAll('.slot')).toHaveLength(0);
    await form.show({ view: known });
    expect(form.root.querySelectorAll('.slot').length).toBeGreaterThan(0);
  });

  test('forgets what it found when the people change', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.click(form.get('button', 'Find a time'));
    await form.click(form.get('input', 'Amir Haddad (additional agent)'));
    expect(form.root.querySelectorAll('.slot')).toHaveLength(0);
  });
});
