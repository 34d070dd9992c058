import type { Draft } from '../lib/domain/draft';
import { emailKey } from '../lib/domain/email-address';
import type { FormView } from '../lib/domain/form-view';
import { findSlots, type SlotAnswer } from '../lib/domain/free-time';
import type { Interval } from '../lib/domain/span';
import { fieldsFromInterval } from '../lib/domain/span-interval';
import { covers, createDayScale } from './day-scale';

const dayMs = 24 * 60 * 60_000;
const searchedDays = 14;
const slotCount = 6;

/** Two weeks from the chosen day, or from now where that day is over or none. */
export function searchWindow(draft: Draft, now: number): Interval {
  const chosen = createDayScale(draft.date, draft.zone)?.startMs ?? now;
  const startMs = Math.max(chosen, now);
  return { startMs, endMs: startMs + searchedDays * dayMs };
}

/** Whether the time of everybody who must come has been read for the whole window. */
export function isTimeRead(draft: Draft, view: Pick<FormView, 'time'>, window: Interval): boolean {
  return draft.attendees.every((person) => {
    if (!person.isTicked || !person.isRequired) return true;
    const time = view.time[emailKey(person.email)];
    return time !== undefined && covers(time.window, window);
  });
}

/** The next slots for everybody ticked; only such as the form's fields can say. */
export function searchSlots(
  draft: Draft,
  view: Pick<FormView, 'time' | 'people'>,
  request: { readonly window: Interval; readonly now: number; readonly lengthMinutes: number },
): SlotAnswer {
  const people = draft.attendees
    .filter((person) => person.isTicked)
    .toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired))
    .map(({ email, isRequired }) => {
      const key = emailKey(email);
      const person = view.people[key] ?? { hours: null, holidays: [] };
      return { ...person, email, isRequired, time: view.time[key] ?? null };
    });
  const { window, now, lengthMinutes } = request;
  const answer = findSlots({ lengthMinutes, from: now, window, people, stepMinutes: 15, count: slotCount });
  const slots = answer.slots.filter((slot) => fieldsFromInterval(slot, draft.zone) !== null);
  return answer.slots.length > 0 && slots.length === 0
    ? { ...answer, slots, reason: { kind: 'allBusy' } }
    : { ...answer, slots };
}
