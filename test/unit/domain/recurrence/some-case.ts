import fc from 'fast-check';
import { DateTime } from 'luxon';
import { anyPlaces, someRule } from './some-rule';
import { hourMs } from './some-series';

/** A series and a window, as plain data that other processes can read. */
export interface ExpansionCase {
  readonly zone: string;
  /** Instant, or a date for whole days. */
  readonly start: string;
  readonly lengthMs: number;
  readonly lines: readonly string[];
  readonly window: readonly [number, number];
}

/** Clocks that change north and south, by an hour and by half an hour, at midnight, and not at all. */
export const caseZones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Kolkata',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
];

const dayMs = 24 * hourMs;
const epoch = Date.UTC(2023, 0, 1);
/** Nights on which clocks change in one of the zones. */
const nights = ['2024-03-10', '2024-03-31', '2024-04-07', '2024-10-06', '2024-09-29', '2024-10-27', '2024-11-03'];

const someDay = fc.oneof(
  fc.integer({ min: 0, max: 1095 }).map((day) => epoch + day * dayMs),
  fc
    .tuple(fc.constantFrom(...nights), fc.integer({ min: -3, max: 3 }))
    .map(([night, step]) => Date.parse(night) + step * dayMs),
);
/** Half of them in the hours in which clocks change. */
const someMinute = fc.oneof(
  fc.integer({ min: 0, max: 16 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 1439 }),
);
const someLength = fc.constantFrom(0.25, 0.5, 1, 1, 8, 30);

export const someCase: fc.Arbitrary<ExpansionCase> = fc
  .record({
    zone: fc.constantFrom(...caseZones),
    dayAt: someDay,
    minute: someMinute,
    isAllDay: fc.integer({ min: 0, max: 4 }).map((side) => side === 0),
    hours: someLength,
    ahead: fc.integer({ min: -20, max: 500 }),
    days: fc.integer({ min: 1, max: 210 }),
    minuteOff: fc.integer({ min: 0, max: 1439 }),
    rule: someRule(anyPlaces),
    more: fc.option(someRule(anyPlaces), { freq: 12, nil: null }),
    without: fc.option(someRule(anyPlaces), { freq: 12, nil: null }),
    until: fc.option(fc.tuple(fc.integer({ min: -1, max: 700 }), fc.integer({ min: 0, max: 86_399 }), fc.nat(3)), {
      freq: 2,
      nil: null,
    }),
    excluded: fc.array(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.nat(2)), { maxLength: 6 }),
    added: fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.nat(2)), { maxLength: 1 }),
  })
  .map((draw) => {
    const wallMs = draw.dayAt + (draw.isAllDay ? 0 : draw.minute * 60_000);
    const startMs = draw.dayAt + draw.ahead * dayMs + draw.minuteOff * 60_000;
    const { rule } = draw;
    const until =
      draw.until === null || rule.includes('COUNT') ? '' : `;UNTIL=${untilText(draw.dayAt, draw.until, draw.isAllDay)}`;
    const dates = (name: string, list: readonly (readonly [number, number])[]) =>
      list.map(([step, spelling]) => dateLine(name, wallMs + step * dayMs, spelling, draw));
    return {
      zone: draw.zone,
      start: draw.isAllDay ? compact(wallMs, 'date') : instantText(wallMs, draw.zone),
      lengthMs: draw.isAllDay ? Math.ceil(draw.hours / 24) * dayMs : draw.hours * hourMs,
      lines: [
        `RRULE:${rule}${until}`,
        ...(draw.more === null ? [] : [`RRULE:${draw.more}`]),
        ...(draw.without === null ? [] : [`EXRULE:${draw.without}`]),
        ...dates('EXDATE', draw.excluded),
        ...dates('RDATE', draw.added),
      ],
      window: [startMs, startMs + draw.days * dayMs],
    };
  });

/** In UTC, on the wall, or a date; whole days end at dates. */
function untilText(
  dayAt: number,
  [day, second, spelling]: readonly [number, number, number],
  isAllDay: boolean,
): string {
  const text = stamp(dayAt + day * dayMs + second * 1000);
  if (isAllDay || spelling === 3) return text.slice(0, 8);
  return spelling === 2 ? text : `${text}Z`;
}

function dateLine(
  name: string,
  wallMs: number,
  spelling: number,
  { zone, isAllDay }: { readonly zone: string; readonly isAllDay: boolean },
): string {
  if (isAllDay) return `${name};VALUE=DATE:${stamp(wallMs).slice(0, 8)}`;
  if (spelling === 0) return `${name}:${stamp(wallMs)}`;
  if (spelling === 1) return `${name};TZID=${zone}:${stamp(wallMs)}`;
  return `${name}:${stamp(Date.parse(instantText(wallMs, zone)))}Z`;
}

/** By luxon: of a doubled hour either pass will do, as long as all read the same. */
function instantText(wallMs: number, zone: string): string {
  return DateTime.fromISO(compact(wallMs, 'time'), { zone }).toUTC().toFormat("yyyy-LL-dd'T'HH:mm:ss'Z'");
}

function compact(wallMs: number, what: 'date' | 'time'): string {
  return new Date(wallMs).toISOString().slice(0, what === 'date' ? 10 : 19);
}

function stamp(wallMs: number): string {
  return compact(wallMs, 'time').replace(/[-:]/g, '');
}
