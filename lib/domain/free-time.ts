import type { Availability, PersonTime } from './availability';
import { emailKey } from './email-address';
import type { PersonHours } from './form-view';
import { intersectIntervals, mergeIntervals, overlaps, subtractIntervals } from './intervals';
import { fillWithSlots, type SlotShape } from './slot-grid';
import type { Interval } from './span';
import { workingIntervals } from './working-hours';

export interface SlotRequest {
  readonly lengthMinutes: number;
  /** Epoch ms: nothing is proposed before, e.g. now. */
  readonly from: number;
  readonly window: Interval;
  /** The required ones first: slots begin on the grid of the first one's zone. */
  readonly people: readonly SlotPerson[];
  readonly stepMinutes: number;
  readonly count: number;
}

export interface SlotPerson extends PersonHours {
  readonly email: string;
  /** Null: not read. */
  readonly time: PersonTime | null;
  readonly isRequired: boolean;
}

export interface Slot extends Interval {
  /** Addresses of optional people who are busy then or outside their hours. */
  readonly notFor: readonly string[];
}

/** What was not known of somebody when slots were looked for; said with them, so that unknown never reads as free. */
export interface NotKnown {
  readonly email: string;
  readonly isRequired: boolean;
  readonly what: readonly ('helpdesk' | 'calendar' | 'hours')[];
}

export type NoSlotReason =
  /** Nobody is required, or nobody required has working hours. */
  | { readonly kind: 'nobodyRequired' }
  | { readonly kind: 'noHours'; readonly emails: readonly string[] }
  | { readonly kind: 'unknownZone'; readonly emails: readonly string[] }
  /** Neither side knows the time of any required person, or not in this window. */
  | { readonly kind: 'unknownAvailability'; readonly emails: readonly string[] }
  /** The window is over, or has no length. */
  | { readonly kind: 'emptyWindow' }
  /** These people do not work at all in the window. */
  | { readonly kind: 'notWorking'; readonly emails: readonly string[] }
  | { readonly kind: 'noCommonHours'; readonly emails: readonly string[] }
  /** The longest stretch of common working time is shorter than the appointment. */
  | { readonly kind: 'tooLong'; readonly longestMinutes: number }
  | { readonly kind: 'allBusy' };

export interface SlotAnswer {
  /** Null when there are slots. */
  readonly reason: NoSlotReason | null;
  readonly slots: readonly Slot[];
  readonly notKnown: readonly NotKnown[];
  /** The part of the window that was looked at: what is known may end before the window does. */
  readonly searched: Interval;
}

/**
 * The next slots free for all required people within the working hours of all of them. What is unknown of a person is
 * never taken as free: where nothing is known of any required person there is no slot, and where something is known
 * the slots come with a list of whose time, and which side of it, they do not account for.
 */
export function findSlots(request: SlotRequest): SlotAnswer {
  const required = request.people.filter((person) => person.isRequired);
  const withTime = required.filter((person) => knownSides(person).length > 0);
  const searched = searchedWindow(request, withTime);
  const notKnown = request.people.map((person) => toNotKnown(person, searched)).filter(({ what }) => what.length > 0);
  const none = (reason: NoSlotReason): SlotAnswer => ({ reason, slots: [], notKnown, searched });

  if (required.length === 0) return none({ kind: 'nobodyRequired' });
  const unknownZone = required.filter(({ hours }) => hours?.zone.kind === 'unknown');
  if (unknownZone.length > 0) return none({ kind: 'unknownZone', emails: emailsOf(unknownZone) });
  const withHours = required.filter(({ hours }) => hours !== null);
  const zone = withHours[0]?.hours?.zone;
  if (zone?.kind !== 'known') return none({ kind: 'noHours', emails: emailsOf(required) });
  if (request.from >= request.window.endMs || request.window.startMs >= request.window.endMs) {
    return none({ kind: 'emptyWindow' });
  }
  if (withTime.length === 0 || searched.startMs >= searched.endMs) {
    return none({ kind: 'unknownAvailability', emails: emailsOf(withTime.length === 0 ? required : withTime) });
  }

  const working = withHours.map((person) => ({ person, intervals: workingIntervals(person, searched) ?? [] }));
  const notWorking = working.filter(({ intervals }) => intervals.length === 0).map(({ person }) => person);
  if (notWorking.length > 0) return none({ kind: 'notWorking', emails: emailsOf(notWorking) });
  const common = working.map(({ intervals }) => intervals).reduce(intersectIntervals);
  if (common.length === 0) return none({ kind: 'noCommonHours', emails: emailsOf(withHours) });
  const shape: SlotShape = { ...request, zone: zone.zone };
  if (fillWithSlots(common, { ...shape, count: 1 }).length === 0) {
    return none({ kind: 'tooLong', longestMinutes: longestMinutes(common) });
  }
  const slots = fillWithSlots(subtractIntervals(common, required.flatMap(busyOf)), shape);
  if (slots.length === 0) return none({ kind: 'allBusy' });
  return { reason: null, slots: withOptional(slots, request.people), notKnown, searched };
}

/** The next slot inside one person's hours, whoever is busy: a place to start from where free time is not known. */
export function nextWorkingSlot(
  person: PersonHours,
  request: Pick<SlotRequest, 'lengthMinutes' | 'from' | 'window' | 'stepMinutes'>,
): Interval | null {
  if (person.hours?.zone.kind !== 'known') return null;
  const window = { startMs: Math.max(request.from, request.window.startMs), endMs: request.window.endMs };
  const shape: SlotShape = { ...request, zone: person.hours.zone.zone, count: 1 };
  return fillWithSlots(workingIntervals(person, window) ?? [], shape)[0] ?? null;
}

/** Beyond what was read of somebody nothing is known of them, so the search ends where the first of these windows does. */
function searchedWindow({ from, window }: SlotRequest, withTime: readonly SlotPerson[]): Interval {
  const windows = [window, ...withTime.flatMap(({ time }) => (time === null ? [] : [time.window]))];
  const startMs = Math.max(from, ...windows.map((one) => one.startMs));
  return { startMs, endMs: Math.max(startMs, Math.min(...windows.map((one) => one.endMs))) };
}

function knownSides({ time }: SlotPerson): readonly (Availability & { readonly kind: 'known' })[] {
  return [time?.helpdesk, time?.calendar].filter((side) => side?.kind === 'known');
}

function busyOf(person: SlotPerson): readonly Interval[] {
  return knownSides(person).flatMap(({ busy }) => busy);
}

function toNotKnown(person: SlotPerson, searched: Interval): NotKnown {
  const { email, isRequired, time, hours } = person;
  // Of somebody who is no agent the helpdesk has neither times nor hours: nothing is missing there.
  const isAgent = time?.helpdesk.kind !== 'unknown' || time.helpdesk.reason !== 'notAnAgent';
  const isRead = time !== null && time.window.startMs <= searched.startMs && time.window.endMs >= searched.endMs;
  const what: NotKnown['what'][number][] = [];
  if (isAgent && !(isRead && time.helpdesk.kind === 'known')) what.push('helpdesk');
  if (!(isRead && time.calendar.kind === 'known')) what.push('calendar');
  if (isAgent && hours?.zone.kind !== 'known') what.push('hours');
  return { email, isRequired, what };
}

function withOptional(slots: readonly Interval[], people: readonly SlotPerson[]): readonly Slot[] {
  const first = slots[0];
  const last = slots.at(-1);
  if (first === undefined || last === undefined) return [];
  const looked = { startMs: first.startMs, endMs: last.endMs };
  const off = people
    .filter(({ isRequired }) => !isRequired)
    .map((person) => {
      const working = workingIntervals(person, looked);
      const outside = working === null ? [] : subtractIntervals([looked], working);
      return { email: person.email, taken: mergeIntervals([...outside, ...busyOf(person)]) };
    });
  return slots.map((slot) => ({
    ...slot,
    notFor: off.filter(({ taken }) => taken.some((one) => overlaps(one, slot))).map(({ email }) => email),
  }));
}

function emailsOf(people: readonly SlotPerson[]): readonly string[] {
  return people.map(({ email }) => emailKey(email));
}

function longestMinutes(intervals: readonly Interval[]): number {
  return Math.floor(Math.max(0, ...intervals.map(({ startMs, endMs }) => endMs - startMs)) / 60_000);
}
