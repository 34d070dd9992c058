import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonHours } from '../../../lib/domain/form-view';
import { subtractIntervals } from '../../../lib/domain/intervals';
import type { Span } from '../../../lib/domain/span';
import {
  type Finding,
  isOutsideHours,
  localHoursLine,
  offIntervals,
  workdayFindings,
  workingIntervals,
} from '../../../lib/domain/working-hours';
import { gridMinutes, gridMs, reasonsAt, someInstant, somePerson } from './hours-oracle';
import { allDay, between, holiday, leave, person, plan, timed } from './people';
import { checkProperty } from './random-runs';

const london = person(plan('Europe/London', ['09:00-17:30'], ['12:30-13:00']));
const berlin = person(
  plan('Europe/Berlin', ['08:00-17:00', '08:00-17:00', '08:00-17:00', '08:00-17:00', '08:00-12:00', null, null]),
);
const sydney = person(plan('Australia/Sydney', ['09:00-17:00']));
const everyHour = (zone: string) =>
  person(
    plan(
      zone,
      Array.from({ length: 7 }, () => '00:00-24:00'),
    ),
  );

const short = (iso: number) => new Date(iso).toISOString().slice(0, 16);
/** `outsideHours 17:30–18:00` of each finding, in UTC. */
function told(span: Span, who: PersonHours): readonly string[] {
  return workdayFindings(span, who).map(tell);
}

function tell(finding: Finding): string {
  if (finding.kind === 'noWorkday') return finding.kind;
  if (finding.kind === 'unknownZone') return `${finding.kind} ${finding.zone}`;
  const what = 'name' in finding ? `${finding.kind} ${finding.name}` : finding.kind;
  return `${what} ${short(finding.startMs)} ${short(finding.endMs)}`;
}

describe('an appointment inside the hours has no findings', () => {
  test.each([
    ['in the morning', london, '2026-11-23T09:00Z', '2026-11-23T10:00Z'],
    ['up to the last minute', london, '2026-11-23T16:30Z', '2026-11-23T17:30Z'],
    ['up to the break', london, '2026-11-23T12:00Z', '2026-11-23T12:30Z'],
    ['in summer time', london, '2026-07-01T08:00Z', '2026-07-01T09:00Z'],
    ['on the other side of the world', sydney, '2026-11-22T22:00Z', '2026-11-22T23:00Z'],
    [
      'through the whole night, where people work around the clock',
      everyHour('Asia/Kolkata'),
      '2026-11-20T00:00Z',
      '2026-11-24T00:00Z',
    ],
  ])('%s', (_, who, start, end) => {
    expect(told(timed(start, end), who)).toEqual([]);
  });
});

describe('part of it or all of it outside the hours is a finding that says why and when', () => {
  test.each<[string, PersonHours, string, string, readonly string[]]>([
    [
      'before work',
      london,
      '2026-11-23T08:00Z',
      '2026-11-23T08:30Z',
      ['outsideHours 2026-11-23T08:00 2026-11-23T08:30'],
    ],
    [
      'the last half hour',
      london,
      '2026-11-23T17:00Z',
      '2026-11-23T18:00Z',
      ['outsideHours 2026-11-23T17:30 2026-11-23T18:00'],
    ],
    [
      'one minute',
      london,
      '2026-11-23T17:00Z',
      '2026-11-23T17:31Z',
      ['outsideHours 2026-11-23T17:30 2026-11-23T17:31'],
    ],
    ['lunch', london, '2026-11-23T12:00Z', '2026-11-23T14:00Z', ['duringBreak 2026-11-23T12:30 2026-11-23T13:00']],
    [
      'an hour early in summer time',
      london,
      '2026-07-01T07:00Z',
      '2026-07-01T08:30Z',
      ['outsideHours 2026-07-01T07:00 2026-07-01T08:00'],
    ],
    [
      'Friday afternoon off',
      berlin,
      '2026-11-20T10:30Z',
      '2026-11-20T11:30Z',
      ['outsideHours 2026-11-20T11:00 2026-11-20T11:30'],
    ],
    ['Saturday', london, '2026-11-21T10:00Z', '2026-11-21T11:00Z', ['dayOff 2026-11-21T10:00 2026-11-21T11:00']],
    [
      'Saturday there, Friday here',
      sydney,
      '2026-11-20T14:00Z',
      '2026-11-20T15:00Z',
      ['dayOff 2026-11-20T14:00 2026-11-20T15:00'],
    ],
    [
      'across midnight into Saturday',
      berlin,
      '2026-11-20T22:00Z',
      '2026-11-21T00:00Z',
      ['dayOff 2026-11-20T23:00 2026-11-21T00:00', 'outsideHours 2026-11-20T22:00 2026-11-20T23:00'],
    ],
    [
      '25 hours',
      london,
      '2026-11-23T09:00Z',
      '2026-11-24T10:00Z',
      ['duringBreak 2026-11-23T12:30 2026-11-23T13:00', 'outsideHours 2026-11-23T17:30 2026-11-24T09:00'],
    ],
    [
      'a weekend in the middle',
      berlin,
      '2026-11-20T08:00Z',
      '2026-11-23T08:00Z',
      [
        'dayOff 2026-11-20T23:00 2026-11-22T23:00',
        'outsideHours 2026-11-20T11:00 2026-11-20T23:00',
        'outsideHours 2026-11-22T23:00 2026-11-23T07:00',
      ],
    ],
    [
      'without length, at night',
      london,
      '2026-11-23T03:00Z',
      '2026-11-23T03:00Z',
      ['outsideHours 2026-11-23T03:00 2026-11-23T03:01'],
    ],
    [
      'the last morning of summer time',
      berlin,
      '2026-10-23T05:30Z',
      '2026-10-23T06:30Z',
      ['outsideHours 2026-10-23T05:30 2026-10-23T06:00'],
    ],
    [
      'the first morning of winter time',
      berlin,
      '2026-10-26T06:30Z',
      '2026-10-26T07:30Z',
      ['outsideHours 2026-10-26T06:30 2026-10-26T07:00'],
    ],
  ])('%s', (_, who, start, end, expected) => {
    expect(told(timed(start, end), who)).toEqual(expected);
  });

  test('an end before its start is nobody’s working time and no finding', () => {
    expect(told(timed('2026-11-23T10:00Z', '2026-11-23T09:00Z'), london)).toEqual([]);
  });

  test('an appointment of a hundred years is answered at once', () => {
    const started = performance.now();
    expect(told(timed('2026-01-01T00:00Z', '2126-01-01T00:00Z'), london).length).toBeGreaterThan(300);
    expect(localHoursLine(timed('2026-01-01T00:00Z', '2126-01-01T00:00Z'), london)?.days).toHaveLength(7);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('holidays and leave', () => {
  const sick = leave('Holiday in Spain', '2026-11-24', '2026-11-25');
  const half = holiday('Christmas Eve', '2026-12-24', '2026-12-24', '12:00-24:00');
  const who = person(london.hours, holiday('St Andrew', '2026-11-30'), sick, half);

  test.each<[string, string, string, readonly string[]]>([
    [
      'a public holiday',
      '2026-11-30T10:00Z',
      '2026-11-30T11:00Z',
      ['holiday St Andrew 2026-11-30T10:00 2026-11-30T11:00'],
    ],
    [
      'leave, its second day',
      '2026-11-25T10:00Z',
      '2026-11-25T11:00Z',
      ['leave Holiday in Spain 2026-11-25T10:00 2026-11-25T11:00'],
    ],
    ['the day after leave', '2026-11-26T10:00Z', '2026-11-26T11:00Z', []],
    [
      'a holiday outranks lunch and evening',
      '2026-11-30T12:00Z',
      '2026-11-30T20:00Z',
      ['holiday St Andrew 2026-11-30T12:00 2026-11-30T20:00'],
    ],
    ['half a day off, the other half', '2026-12-24T10:00Z', '2026-12-24T11:00Z', []],
    [
      'half a day off',
      '2026-12-24T11:00Z',
      '2026-12-24T14:00Z',
      ['holiday Christmas Eve 2026-12-24T12:00 2026-12-24T14:00'],
    ],
  ])('%s', (_, start, end, expected) => {
    expect(told(timed(start, end), who)).toEqual(expected);
  });

  test.each(['Pacific/Kiritimati', 'Etc/GMT+12', 'Australia/Lord_Howe'])(
    'a holiday is the calendar day of the workday’s zone, unshifted, in %s',
    (zone) => {
      const there = person(everyHour(zone).hours, holiday('Day', '2026-11-25'));
      const found = workdayFindings(timed('2026-11-23T00:00Z', '2026-11-28T00:00Z'), there);
      const [only] = found;
      expect(found).toHaveLength(1);
      const local = (ms: number) => new Date(ms).toLocaleString('sv', { timeZone: zone });
      expect(only?.kind === 'holiday' && [local(only.startMs), local(only.endMs)]).toEqual([
        '2026-11-25 00:00:00',
        '2026-11-26 00:00:00',
      ]);
    },
  );

  test('the same holiday listed twice is named once; holiday and leave on one day are both named', () => {
    const doubled = person(london.hours, holiday('X', '2026-11-24'), holiday('X', '2026-11-24'), sick);
    expect(told(timed('2026-11-24T10:00Z', '2026-11-24T11:00Z'), doubled)).toEqual([
      'holiday X 2026-11-24T10:00 2026-11-24T11:00',
      'leave Holiday in Spain 2026-11-24T10:00 2026-11-24T11:00',
    ]);
  });
});

describe('an all-day appointment', () => {
  const who = person(london.hours, holiday('St Andrew', '2026-11-30'));
  test.each<[string, string, string, readonly string[]]>([
    ['fits a working day, however short', '2026-11-23', '2026-11-24', []],
    ['on Saturday is on a day off', '2026-11-21', '2026-11-22', ['dayOff 2026-11-21T00:00 2026-11-22T00:00']],
    ['on a holiday', '2026-11-30', '2026-12-01', ['holiday St Andrew 2026-11-30T00:00 2026-12-01T00:00']],
    [
      'from Friday to Monday takes the weekend',
      '2026-11-20',
      '2026-11-24',
      ['dayOff 2026-11-21T00:00 2026-11-23T00:00'],
    ],
  ])('%s', (_, start, end, expected) => {
    expect(told(allDay(start, end), who)).toEqual(expected);
  });

  test('is the date of the person’s own calendar, wherever they are', () => {
    for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12', 'America/Havana']) {
      const there = person(plan(zone, ['09:00-17:00']));
      expect(workdayFindings(allDay('2026-11-23', '2026-11-24'), there)).toEqual([]);
      expect(workdayFindings(allDay('2026-11-22', '2026-11-23'), there).map(({ kind }) => kind)).toEqual(['dayOff']);
      expect(workdayFindings(allDay('2026-11-20', '2026-11-21'), there)).toEqual([]);
    }
  });
});

describe('where hours are not known', () => {
  const unknown = person({ ...plan('UTC', ['09:00-17:00']), zone: { kind: 'unknown', name: 'Custom Zone 7' } });
  const night = timed('2026-11-23T03:00Z', '2026-11-23T04:00Z');
  const window = between('2026-11-23T00:00Z', '2026-11-24T00:00Z');

  test('an unknown zone is said by name, and nothing is computed as if it were UTC', () => {
    expect(told(night, unknown)).toEqual(['unknownZone Custom Zone 7']);
    expect(workingIntervals(unknown, window)).toBeNull();
    expect(offIntervals(unknown, window)).toBeNull();
    expect(localHoursLine(night, unknown)).toBeNull();
  });

  test('an agent without a workday is said to have none', () => {
    expect(told(night, person(null))).toEqual(['noWorkday']);
    expect(workingIntervals(person(null), window)).toBeNull();
  });

  test('neither is called outside the hours', () => {
    const findings: readonly Finding[] = [...workdayFindings(night, unknown), ...workdayFindings(night, person(null))];
    expect(isOutsideHours(findings)).toBe(false);
    expect(isOutsideHours(workdayFindings(night, london))).toBe(true);
  });
});

describe('working time for the lanes', () => {
  test('is the plan without breaks, holidays and days off', () => {
    const who = person(london.hours, holiday('St Andrew', '2026-11-30'));
    expect(workingIntervals(who, between('2026-11-27T15:00Z', '2026-12-01T12:00Z'))).toEqual([
      between('2026-11-27T15:00Z', '2026-11-27T17:30Z'),
      between('2026-12-01T09:00Z', '2026-12-01T12:00Z'),
    ]);
  });

  test('on the night of the change it keeps to what the clocks show', () => {
    const night = person(
      plan(
        'Europe/Berlin',
        Array.from({ length: 7 }, () => '02:30-06:00'),
      ),
    );
    expect(workingIntervals(night, between('2026-03-28T23:00Z', '2026-03-29T22:00Z'))).toEqual([
      between('2026-03-29T01:00Z', '2026-03-29T04:00Z'),
    ]);
    expect(workingIntervals(night, between('2026-10-24T22:00Z', '2026-10-25T23:00Z'))).toEqual([
      between('2026-10-25T00:30Z', '2026-10-25T01:00Z'),
      between('2026-10-25T01:30Z', '2026-10-25T05:00Z'),
    ]);
  });

  test('working and not working make up the window, without overlap', () => {
    checkProperty(
      fc.property(somePerson, someInstant, fc.integer({ min: 1, max: 96 }), (who, startMs, hours) => {
        const window = { startMs, endMs: startMs + hours * 3_600_000 };
        expect(subtractIntervals([window], offIntervals(who, window) ?? [])).toEqual(workingIntervals(who, window));
      }),
    );
  });
});

test('findings say of every single moment what the plain rule says of it, in every zone and on every night of a clock change', () => {
  checkProperty(
    fc.property(
      somePerson,
      someInstant,
      fc.integer({ min: 1, max: (50 * 60) / gridMinutes }),
      (who, startMs, steps) => {
        const endMs = startMs + steps * gridMs;
        const findings = workdayFindings(timed(new Date(startMs).toISOString(), new Date(endMs).toISOString()), who);
        for (let atMs = startMs; atMs < endMs; atMs += gridMs) {
          const said = findings.flatMap((finding) => {
            if (finding.kind === 'noWorkday' || finding.kind === 'unknownZone') return [finding.kind];
            if (finding.startMs > atMs || finding.endMs <= atMs) return [];
            return ['name' in finding ? `${finding.kind} ${finding.name}` : finding.kind];
          });
          expect([short(atMs), said.sort()]).toEqual([short(atMs), reasonsAt(atMs, who)]);
        }
      },
    ),
    150,
  );
});

describe('the line of one person', () => {
  test('gives their clocks, their hours of that day, and what is off', () => {
    const who = person(berlin.hours, leave('Leave', '2026-11-20'));
    expect(localHoursLine(timed('2026-11-20T15:00Z', '2026-11-20T16:30Z'), who)).toEqual({
      zone: 'Europe/Berlin',
      start: { day: '2026-11-20', minute: 960 },
      end: { day: '2026-11-20', minute: 1050 },
      isAllDay: false,
      days: [{ day: '2026-11-20', hours: { start: 480, end: 720, breaks: [] } }],
      holidays: [{ kind: 'leave', name: 'Leave', ...between('2026-11-20T15:00Z', '2026-11-20T16:30Z') }],
    });
  });

  test('is the next day where it is the next day', () => {
    const line = localHoursLine(timed('2026-11-20T20:00Z', '2026-11-20T21:00Z'), sydney);
    expect(line?.start).toEqual({ day: '2026-11-21', minute: 420 });
    expect(line?.days).toEqual([{ day: '2026-11-21', hours: null }]);
  });

  test('ends at 24:00, not at 00:00 of a day it does not touch', () => {
    const line = localHoursLine(timed('2026-11-23T22:00Z', '2026-11-24T00:00Z'), london);
    expect(line?.end).toEqual({ day: '2026-11-23', minute: 1440 });
    expect(line?.days).toHaveLength(1);
  });

  test('of an all-day appointment has its dates', () => {
    const line = localHoursLine(allDay('2026-11-20', '2026-11-22'), sydney);
    expect([line?.isAllDay, line?.start, line?.end]).toEqual([
      true,
      { day: '2026-11-20', minute: 0 },
      { day: '2026-11-21', minute: 1440 },
    ]);
    expect(line?.days.map(({ day, hours }) => [day, hours?.start])).toEqual([
      ['2026-11-20', 540],
      ['2026-11-21', undefined],
    ]);
  });

  test('reads the clock of the half-hour change on Lord Howe', () => {
    const there = everyHour('Australia/Lord_Howe');
    const line = localHoursLine(timed('2026-10-03T15:00Z', '2026-10-03T16:00Z'), there);
    expect([line?.start.minute, line?.end.minute]).toEqual([90, 180]);
  });
});
