import type { Side } from '../lib/domain/appointment';
import type { Availability, PersonTime } from '../lib/domain/availability';
import type { DraftAttendee } from '../lib/domain/draft';
import { emailKey } from '../lib/domain/email-address';
import type { FormView } from '../lib/domain/form-view';
import { overlaps } from '../lib/domain/intervals';
import type { Interval } from '../lib/domain/span';
import { workingTime } from '../lib/domain/working-time';
import { covers, type DayScale } from './day-scale';

export interface LaneBlock extends Interval {
  readonly side: Side;
  readonly label: string;
}

/** One attendee's day, as far as it is known. */
export interface Lane {
  readonly email: string;
  readonly name: string;
  /** When they work; null when nobody knows. */
  readonly working: readonly Interval[] | null;
  readonly holidays: readonly string[];
  readonly blocks: readonly LaneBlock[];
  /** Sides of which nothing is known: never drawn as free. */
  readonly unknown: readonly Side[];
  readonly isBeingRead: boolean;
}

/** The lane of an attendee on one day, from what the background has told. */
export function laneOf(person: DraftAttendee, view: Pick<FormView, 'people' | 'time'>, scale: DayScale): Lane {
  const key = emailKey(person.email);
  const hours = view.people[key];
  const time = view.time[key];
  const plan = hours ? workingTime(hours, scale) : null;
  const isRead = time !== undefined && covers(time.window, scale);
  return {
    email: person.email,
    name: person.name || person.email,
    working: plan?.working ?? null,
    holidays: [...new Set(plan?.holidays.map((holiday) => holiday.name))],
    blocks: isRead ? [...blocksOf('helpdesk', time, scale), ...blocksOf('calendar', time, scale)] : [],
    unknown: isRead ? unknownSides(time) : [],
    isBeingRead: !isRead,
  };
}

/** What is known of somebody in a stretch of time: it takes one busy block to be busy, and all sides to be free. */
export function laneState(lane: Lane, at: Interval): 'busy' | 'unknown' | 'free' {
  if (lane.blocks.some((block) => overlaps(block, at))) return 'busy';
  return lane.isBeingRead || lane.unknown.length > 0 ? 'unknown' : 'free';
}

function blocksOf(side: Side, time: PersonTime, scale: DayScale): readonly LaneBlock[] {
  const availability = time[side];
  if (availability.kind === 'unknown') return [];
  return availability.busy.filter((block) => overlaps(block, scale)).map((block) => ({ ...block, side }));
}

/** Somebody who is no agent has no helpdesk calendar: their own calendar alone then tells. */
function unknownSides(time: PersonTime): readonly Side[] {
  const helpdesk = isUnknown(time.helpdesk) && !(isNoAgent(time.helpdesk) && time.calendar.kind === 'known');
  const calendar = isUnknown(time.calendar);
  return [...(helpdesk ? (['helpdesk'] as const) : []), ...(calendar ? (['calendar'] as const) : [])];
}

function isUnknown(availability: Availability): boolean {
  return availability.kind === 'unknown';
}

function isNoAgent(availability: Availability): boolean {
  return availability.kind === 'unknown' && availability.reason === 'notAnAgent';
}
