import type { Draft } from '../lib/domain/draft';
import { readMinute } from '../lib/domain/span-interval';

type Times = Pick<Draft, 'start' | 'end'>;

const step = 15;
/** The last minute that a time field can name. */
const lastMinute = 23 * 60 + 59;

/** Minutes from start to end as the fields say; null while they say none, or not in this order. */
export function lengthOf({ start, end }: Times): number | null {
  const from = readMinute(start);
  const to = readMinute(end);
  return from === null || to === null || to <= from ? null : to - from;
}

/** Another start keeps the length: who moves an appointment does not mean to shorten it. */
export function withStart(start: string, end: string, lengthMinutes: number): Times {
  const from = readMinute(start);
  return { start, end: from === null ? end : toField(Math.min(from + lengthMinutes, lastMinute)) };
}

/** One step longer or shorter, onto whole steps; never shorter than one and never past midnight. */
export function withLengthStep({ start, end }: Times, lengthMinutes: number, steps: 1 | -1): Times {
  const from = readMinute(start);
  if (from === null) return { start, end };
  const rounded = steps > 0 ? Math.floor(lengthMinutes / step) : Math.ceil(lengthMinutes / step);
  const next = Math.max(step, (rounded + steps) * step);
  return { start, end: toField(Math.min(from + next, lastMinute)) };
}

function toField(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
