import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { PersonHours } from '../../../lib/domain/form-view';
import type { Holiday, MinuteRange, WorkdayHours, WorkingHours } from '../../../lib/domain/workday';

/** Everything that is made up here lies on this grid, so that looking at one point of each cell sees all. */
export const gridMinutes = 5;
export const gridMs = gridMinutes * 60_000;

/** The rule in its plainest words, one instant at a time, by what luxon says the clocks show. */
export function reasonsAt(atMs: number, { hours, holidays }: PersonHours): readonly string[] {
  if (hours?.zone.kind !== 'known') throw new Error('The oracle knows only people with hours');
  const local = DateTime.fromMillis(atMs, { zone: hours.zone.zone });
  const date = local.toISODate() ?? '';
  const minute = local.hour * 60 + local.minute;
  const isIn = (range: MinuteRange) => range.start <= minute && minute < range.end;
  const off = holidays.filter(({ firstDay, lastDay, part }) => {
    if (date < firstDay || date > lastDay) return false;
    return part === undefined || date !== firstDay || isIn(part);
  });
  if (off.length > 0)
    return [...new Set(off.map(({ of, name }) => `${of.kind === 'agent' ? 'leave' : 'holiday'} ${name}`))].sort();
  const day = hours.days[local.weekday - 1] ?? null;
  if (day === null) return ['dayOff'];
  if (!isIn(day)) return ['outsideHours'];
  return day.breaks.some(isIn) ? ['duringBreak'] : [];
}

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'America/Havana',
  'Africa/Casablanca',
  'Pacific/Kiritimati',
];

/** Nights on which clocks change somewhere in the list, north and south, and an ordinary week. */
const changes = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-04',
  '2026-10-03',
  '2026-10-25',
  '2026-11-01',
  '2026-02-15',
  '2026-03-22',
  '2026-06-10',
];

/** An instant near one of them. */
export const someInstant = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -(36 * 60) / gridMinutes, max: (60 * 60) / gridMinutes }))
  .map(([day, steps]) => Date.parse(`${day}T00:00Z`) + steps * gridMs);

const someRange = (min: number, max: number) =>
  fc
    .uniqueArray(fc.integer({ min: min / gridMinutes, max: max / gridMinutes }), { minLength: 2, maxLength: 2 })
    .map(([a = 0, b = 0]): MinuteRange => ({ start: Math.min(a, b) * gridMinutes, end: Math.max(a, b) * gridMinutes }));

const someDay: fc.Arbitrary<WorkdayHours | null> = fc.option(
  fc
    .record({ hours: someRange(0, 1440), breaks: fc.array(someRange(0, 1440), { maxLength: 2 }) })
    .map(({ hours, breaks }) => ({ ...hours, breaks })),
  { freq: 4 },
);

const someHoliday = (name: string): fc.Arbitrary<Holiday> =>
  fc
    .record({
      first: fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -2, max: 3 })),
      length: fc.integer({ min: 0, max: 2 }),
      part: fc.option(someRange(0, 1440)),
      isLeave: fc.boolean(),
    })
    .map(({ first: [day, shift], length, part, isLeave }) => {
      const date = (days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
      return {
        name,
        of: isLeave ? { kind: 'agent', agentId: 2 } : { kind: 'workday', workdayId: 1 },
        firstDay: date(shift),
        lastDay: date(shift + length),
        ...(part === null ? {} : { part }),
      };
    });

/** A person with any week, breaks at any time, and a few holidays and leaves. */
export const somePerson = fc
  .record({
    zone: fc.constantFrom(...zones),
    days: fc.array(someDay, { minLength: 7, maxLength: 7 }),
    holidays: fc.tuple(fc.option(someHoliday('A'), { freq: 3 }), fc.option(someHoliday('B'), { freq: 3 })),
  })
  .map(({ zone, days, holidays }) => {
    const hours: WorkingHours = { workdayId: 1, name: 'Any', zone: { kind: 'known', zone }, days };
    return { hours, holidays: holidays.filter((one) => one !== null) };
  });
