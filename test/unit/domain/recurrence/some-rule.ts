import fc from 'fast-check';

const dayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export interface RuleOptions {
  /** What `BYSETPOS` names. */
  readonly places: readonly number[];
  readonly mostPlaces: number;
  /** Whether weekly rules have it. */
  readonly weeklyPlaces: boolean;
}

export const anyPlaces: RuleOptions = {
  places: [1, 2, 3, 4, 5, 20, -1, -2, -3, -20],
  mostPlaces: 3,
  weeklyPlaces: true,
};

/** The value of an `RRULE` that RFC 5545 defines and calendars read alike, without an end in time. */
export function someRule(options: RuleOptions): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('DAILY', 'WEEKLY', 'WEEKLY', 'MONTHLY', 'MONTHLY', 'YEARLY'),
      fc.integer({ min: 1, max: 99 }),
    )
    .chain(([frequency, style]) => {
      // Most rules are as people make them in a form; the rest use whatever the standard has.
      const isPlain = style < 50;
      return fc
        .record({
          interval: someOf(
            50,
            fc.integer({ min: 2, max: isPlain ? 4 : 13 }).map((interval) => `INTERVAL=${interval}`),
          ),
          weekStart: someOf(
            30,
            fc.constantFrom(...dayNames).map((name) => `WKST=${name}`),
          ),
          count: someOf(
            30,
            fc.integer({ min: 1, max: isPlain ? 30 : 400 }).map((count) => `COUNT=${count}`),
          ),
          days: isPlain ? plainDays(frequency) : anyDays(frequency),
          times: isPlain ? fc.constant('') : someTimes,
          places: isPlain
            ? fc.constant('')
            : someOf(30, list('BYSETPOS', fc.constantFrom(...options.places), options.mostPlaces)),
        })
        .map(({ interval, weekStart, count, days, times, places }) => {
          // Weeks of the year: calendars agree on the plain ones only, and libraries not on those at its end.
          const hasWeeks = days.includes('BYWEEKNO');
          const mayHavePlaces = !hasWeeks && (frequency !== 'WEEKLY' || (options.weeklyPlaces && count === ''));
          const parts = [
            `FREQ=${frequency}`,
            ...(hasWeeks ? [] : [interval]),
            weekStart,
            count,
            days,
            times,
            ...(mayHavePlaces && days + times !== '' ? [places] : []),
          ];
          return parts.filter((part) => part !== '').join(';');
        });
    });
}

function plainDays(frequency: string): fc.Arbitrary<string> {
  switch (frequency) {
    case 'WEEKLY':
      return someOf(70, weekdays);
    case 'MONTHLY':
      return fc.oneof(
        fc.constant(''),
        list('BYMONTHDAY', fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(-1)), 1),
        list(
          'BYDAY',
          fc
            .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1), fc.constantFrom(...dayNames))
            .map(([nth, name]) => `${nth}${name}`),
          1,
        ),
      );
    default:
      return fc.constant('');
  }
}

function anyDays(frequency: string): fc.Arbitrary<string> {
  const optional = [someOf(40, months)];
  switch (frequency) {
    case 'DAILY':
      return joined(...optional, someOf(40, monthDays), someOf(40, weekdays));
    case 'WEEKLY':
      return joined(...optional, weekdays);
    case 'MONTHLY':
      return joined(...optional, someOf(50, monthDays), someOf(50, fc.oneof(weekdays, nthWeekdays(5))));
    default:
      return fc.oneof(
        joined(...optional, someOf(50, monthDays), someOf(50, fc.oneof(weekdays, nthWeekdays(5)))),
        joined(nthWeekdays(53)),
        joined(
          list('BYYEARDAY', fc.oneof(signed(1, 366), fc.constantFrom(1, 60, 366, -1, -366)), 4),
          someOf(30, weekdays),
        ),
        joined(list('BYWEEKNO', fc.integer({ min: 1, max: 51 }), 3), weekdays, ...optional),
      );
  }
}

const months = list('BYMONTH', fc.integer({ min: 1, max: 12 }), 4);
const monthDays = list('BYMONTHDAY', signed(1, 31), 4);
const weekdays = list('BYDAY', fc.constantFrom(...dayNames), 4);
const someTimes = joined(
  someOf(20, list('BYHOUR', fc.integer({ min: 0, max: 23 }), 3)),
  someOf(20, list('BYMINUTE', fc.integer({ min: 0, max: 59 }), 2)),
  someOf(5, list('BYSECOND', fc.integer({ min: 0, max: 59 }), 2)),
);

function nthWeekdays(most: number): fc.Arbitrary<string> {
  return list(
    'BYDAY',
    fc.tuple(signed(1, most), fc.constantFrom(...dayNames)).map(([nth, name]) => `${nth}${name}`),
    3,
  );
}

function signed(min: number, max: number): fc.Arbitrary<number> {
  return fc.tuple(fc.integer({ min, max }), fc.boolean()).map(([number, isFromEnd]) => (isFromEnd ? -number : number));
}

function list(name: string, item: fc.Arbitrary<number | string>, maxLength: number): fc.Arbitrary<string> {
  return fc.uniqueArray(item, { minLength: 1, maxLength }).map((items) => `${name}=${items.join()}`);
}

/** Empty in all but some of a hundred. */
function someOf(percent: number, part: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: percent, arbitrary: part }, { weight: 100 - percent, arbitrary: fc.constant('') });
}

function joined(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((texts) => texts.filter((text) => text !== '').join(';'));
}
