import { dayMs } from '../../lib/domain/calendar-day';
import type { Span } from '../../lib/domain/span';
import { formatInstant } from '../../lib/domain/span-interval';
import { nowMs } from '../unit/sync/link-scene';
import { createRandom, type Random } from './random';

/** What happens to the one event, what the agent does, and what Docket does. `at`: which of its dates. */
export type LifeOp =
  | LifeRun
  | { readonly do: 'wait'; readonly days: number }
  | { readonly do: 'expire' }
  | { readonly do: 'disconnect' }
  | { readonly do: 'reconnect' }
  /** Of a single event: a series; of a series: another rule. */
  | { readonly do: 'repeat'; readonly rule: number }
  | { readonly do: 'repeatNoMore' }
  | { readonly do: 'retitle'; readonly to: string }
  | { readonly do: 'reschedule'; readonly hour: number }
  | { readonly do: 'moveDate'; readonly at: number; readonly byMinutes: number }
  | { readonly do: 'retitleDate'; readonly at: number; readonly to: string }
  | { readonly do: 'cancelDate'; readonly at: number }
  /** It is moved there, and what it holds cannot be read. */
  | { readonly do: 'garbleDate'; readonly at: number; readonly byMinutes: number };

export interface LifeRun {
  readonly do: 'run';
  readonly want: 'changes' | 'listing';
  /** `unapproved`: the brake may hold it; `readOnly`: two-way sync is off. */
  readonly how: 'usual' | 'unapproved' | 'readOnly';
}

export interface Life {
  readonly seed: number;
  /** Where it was made first. */
  readonly from: 'calendar' | 'helpdesk' | 'form';
  readonly pageSize: number;
  readonly ops: readonly LifeOp[];
}

/** The rules by which it may repeat. */
export const rules: readonly [string, ...string[]] = [
  'RRULE:FREQ=DAILY;COUNT=3',
  'RRULE:FREQ=WEEKLY;COUNT=4',
  'RRULE:FREQ=DAILY;INTERVAL=2;COUNT=5',
  'RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6',
];

/** When it stands first: a Monday. */
export function firstSpan(hour: number): Span {
  const startMs = Math.floor(nowMs / dayMs) * dayMs + 7 * dayMs + hour * 3_600_000;
  const [start, end] = [formatInstant(startMs), formatInstant(startMs + 1_800_000)];
  return { kind: 'timed', start, end, zone: 'Europe/London' };
}

/** The life of one event, the same for the same seed. */
export function makeLife(seed: number): Life {
  const random = createRandom(seed);
  const count = 4 + random.whole(20);
  return {
    seed,
    from: random.pick<Life['from']>(['calendar', 'calendar', 'helpdesk', 'form']),
    pageSize: random.pick([1, 3, 50]),
    ops: Array.from({ length: count }, (_, nth) => makeOp(random, nth)),
  };
}

function makeOp(random: Random, nth: number): LifeOp {
  const at = random.whole(8);
  const to = `Visit ${nth}`;
  const want = random.chance(0.2) ? 'listing' : 'changes';
  const how = random.pick<LifeRun['how']>(['usual', 'usual', 'usual', 'usual', 'unapproved', 'readOnly']);
  // Never onto the minute of another date.
  const byMinutes = random.pick([nth + 60, nth - 90, dayMs / 60_000 + nth, 5 * nth - 7 * 1440, -60 * 1440, 300 * 1440]);
  const makers: readonly [() => LifeOp, ...(() => LifeOp)[]] = [
    () => ({ do: 'run', want, how }),
    () => ({ do: 'run', want, how }),
    () => ({ do: 'run', want, how }),
    () => ({ do: 'wait', days: random.pick([1, 2, 5, 20, 40]) }),
    () => ({ do: 'expire' }),
    () => ({ do: 'disconnect' }),
    () => ({ do: 'reconnect' }),
    () => ({ do: 'repeat', rule: random.whole(rules.length) }),
    () => ({ do: 'repeat', rule: random.whole(rules.length) }),
    () => ({ do: 'repeatNoMore' }),
    () => ({ do: 'retitle', to }),
    () => ({ do: 'reschedule', hour: 8 + random.whole(8) }),
    () => ({ do: 'moveDate', at, byMinutes }),
    () => ({ do: 'moveDate', at, byMinutes }),
    () => ({ do: 'retitleDate', at, to }),
    () => ({ do: 'cancelDate', at }),
    () => ({ do: 'cancelDate', at }),
    () => ({ do: 'garbleDate', at, byMinutes }),
  ];
  return random.pick(makers)();
}
