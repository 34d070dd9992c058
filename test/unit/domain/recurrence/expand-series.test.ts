import { describe, expect, test } from 'vitest';
import { expandSeries } from '../../../../lib/domain/recurrence/expand-series';
import {
  between,
  cancelled,
  changed,
  contentOf,
  expanded,
  hourMs,
  seriesAt,
  spanAt,
  starts,
  wallStarts,
} from './some-series';

const berlin = 'Europe/Berlin';
const march = between('2026-03-01', '2026-04-01');

describe('a change of the clocks', () => {
  test.each([
    ['Europe/Berlin', '2026-03-28T02:30', ['2026-03-28T01:30Z', '2026-03-29T01:30Z', '2026-03-30T00:30Z']],
    ['Europe/Berlin', '2026-10-24T02:30', ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z']],
    ['Europe/London', '2026-03-28T01:30', ['2026-03-28T01:30Z', '2026-03-29T01:30Z', '2026-03-30T00:30Z']],
    ['America/New_York', '2026-03-07T02:30', ['2026-03-07T07:30Z', '2026-03-08T07:30Z', '2026-03-09T06:30Z']],
    ['America/New_York', '2026-10-31T01:30', ['2026-10-31T05:30Z', '2026-11-01T05:30Z', '2026-11-02T06:30Z']],
    ['Australia/Sydney', '2026-10-03T02:30', ['2026-10-02T16:30Z', '2026-10-03T16:30Z', '2026-10-04T15:30Z']],
    ['Australia/Sydney', '2026-04-04T02:30', ['2026-04-03T15:30Z', '2026-04-04T15:30Z', '2026-04-05T16:30Z']],
    ['Australia/Lord_Howe', '2026-10-03T02:15', ['2026-10-02T15:45Z', '2026-10-03T15:45Z', '2026-10-04T15:15Z']],
    ['America/Havana', '2026-03-07T00:30', ['2026-03-07T05:30Z', '2026-03-08T05:30Z', '2026-03-09T04:30Z']],
    ['Asia/Kolkata', '2026-03-28T02:30', ['2026-03-27T21:00Z', '2026-03-28T21:00Z', '2026-03-29T21:00Z']],
    ['UTC', '2026-03-28T02:30', ['2026-03-28T02:30Z', '2026-03-29T02:30Z', '2026-03-30T02:30Z']],
  ])('%s, daily from %s', (zone, start, instants) => {
    const series = seriesAt(start, zone, 'RRULE:FREQ=DAILY;COUNT=3');
    expect(starts(series, between('2026-01-01', '2027-01-01'))).toEqual(
      instants.map((instant) => instant.replace('Z', ':00Z')),
    );
  });

  test('an occurrence keeps its exact length over the change', () => {
    const span = spanAt('2026-03-27T23:00', berlin, 6 * hourMs);
    const series = { content: contentOf(span), zone: berlin, recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] };
    const lengths = expanded(series, march).map(
      ({ content }) => Date.parse(content.span.end) - Date.parse(content.span.start),
    );
    expect(lengths).toEqual([6 * hourMs, 6 * hourMs, 6 * hourMs]);
  });

  test('two readings that the gap puts on one instant are one occurrence', () => {
    const series = seriesAt('2026-03-28T02:30', berlin, 'RRULE:FREQ=DAILY;BYHOUR=2,3;COUNT=6');
    expect(wallStarts(series, march)).toEqual([
      '2026-03-28T02:30',
      '2026-03-28T03:30',
      '2026-03-29T03:30',
      '2026-03-30T02:30',
      '2026-03-30T03:30',
    ]);
  });

  test('a first occurrence in the second pass of the doubled hour stays there and is counted once', () => {
    const span = { kind: 'timed', start: '2026-10-25T01:30:00Z', end: '2026-10-25T02:00:00Z', zone: berlin } as const;
    const series = { content: contentOf(span), zone: berlin, recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] };
    expect(starts(series, between('2026-10-01', '2026-11-01'))).toEqual([
      '2026-10-25T01:30:00Z',
      '2026-10-26T01:30:00Z',
    ]);
  });
});

describe('the end of a rule', () => {
  const chicago = 'America/Chicago';

  test.each([
    ['an UNTIL in UTC is compared as an instant', 'UNTIL=20260305T003000Z', ['03']],
    ['an UNTIL that is an occurrence includes it', 'UNTIL=20260305T020000Z', ['03', '04']],
    ['a second before it does not', 'UNTIL=20260305T015959Z', ['03']],
    ['the cut of a split series', 'UNTIL=20260305T055959Z', ['03', '04']],
    ['a date includes its whole day', 'UNTIL=20260305', ['03', '04', '05']],
    ['COUNT is counted from the start', 'COUNT=2', ['03', '04']],
    ['a rule that ended before it began has nothing', 'UNTIL=20260303T000000Z', []],
  ])('%s', (_, end, days) => {
    const series = seriesAt('2026-03-03T20:00', chicago, `RRULE:FREQ=DAILY;${end}`);
    expect(wallStarts(series, march)).toEqual(days.map((day) => `2026-03-${day}T20:00`));
  });

  test('COUNT is counted from the start also when the start is long ago', () => {
    const series = (count: number) => seriesAt('1970-01-05T09:00', berlin, `RRULE:FREQ=DAILY;COUNT=${count}`);
    const before = (Date.parse('2026-03-01') - Date.parse('1970-01-05')) / (24 * hourMs);
    expect(wallStarts(series(before), march)).toEqual([]);
    expect(wallStarts(series(before + 2), march)).toEqual(['2026-03-01T09:00', '2026-03-02T09:00']);
  });

  test('COUNT of a week that began in its middle', () => {
    // Wednesday; Monday and Tuesday of that week do not count.
    const series = (count: number) =>
      seriesAt('2026-01-07T09:00', berlin, `RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH;COUNT=${count}`);
    // 2 in the first week and 4 in each of the seven up to the end of February.
    expect(wallStarts(series(30), march)).toEqual([]);
    expect(wallStarts(series(32), march)).toEqual(['2026-03-02T09:00', '2026-03-03T09:00']);
  });
});

describe('dates of a series', () => {
  const series = (...lines: readonly string[]) => seriesAt('2026-03-02T09:00', berlin, ...lines);

  test('excluded ones are left out and still counted', () => {
    expect(wallStarts(series('RRULE:FREQ=DAILY;COUNT=4', 'EXDATE;TZID=Europe/Berlin:20260303T090000'), march)).toEqual([
      '2026-03-02T09:00',
      '2026-03-04T09:00',
      '2026-03-05T09:00',
    ]);
  });

  test('one that names no occurrence changes nothing', () => {
    expect(wallStarts(series('RRULE:FREQ=DAILY;COUNT=2', 'EXDATE:20260303T090000Z'), march)).toHaveLength(2);
  });

  test('the first one can be excluded', () => {
    expect(wallStarts(series('RRULE:FREQ=DAILY;COUNT=2', 'EXDATE:20260302T080000Z'), march)).toEqual([
      '2026-03-03T09:00',
    ]);
  });

  test('added ones are put in once, with the length of the first', () => {
    const all = expanded(series('RRULE:FREQ=DAILY;COUNT=2', 'RDATE:20260303T080000Z,20260310T120000Z'), march);
    expect(all.map(({ content }) => content.span)).toEqual([
      spanAt('2026-03-02T09:00', berlin),
      spanAt('2026-03-03T09:00', berlin),
      spanAt('2026-03-10T13:00', berlin),
    ]);
  });

  test('added and excluded is excluded', () => {
    expect(wallStarts(series('RDATE:20260310T120000Z', 'EXDATE:20260310T120000Z'), march)).toEqual([
      '2026-03-02T09:00',
    ]);
  });

  test('two rules together, and one that takes out', () => {
    const lines = [
      'RRULE:FREQ=WEEKLY;BYDAY=MO',
      'RRULE:FREQ=WEEKLY;BYDAY=WE',
      'EXRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE',
    ];
    expect(wallStarts(series(...lines), between('2026-03-01', '2026-03-15'))).toEqual([
      '2026-03-02T09:00',
      '2026-03-09T09:00',
      '2026-03-11T09:00',
    ]);
  });

  test('a start that its rule does not name is the first occurrence beside it', () => {
    // A Monday start and Wednesdays.
    expect(wallStarts(series('RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2'), march)).toEqual([
      '2026-03-02T09:00',
      '2026-03-04T09:00',
      '2026-03-11T09:00',
    ]);
  });
});

describe('a series of whole days', () => {
  test.each(['Pacific/Kiritimati', 'Etc/GMT+12', 'America/Havana', berlin])('stays on its dates in %s', (zone) => {
    const series = seriesAt('2026-03-05', zone, 'RRULE:FREQ=WEEKLY;BYDAY=TH,SU', 'EXDATE;VALUE=DATE:20260319');
    expect(wallStarts(series, between('2026-03-04T12:00Z', '2026-03-24T12:00Z'))).toEqual([
      '2026-03-05',
      '2026-03-08',
      '2026-03-12',
      '2026-03-15',
      '2026-03-22',
    ]);
  });

  test('a day lies where its zone has it: half a day later in the west, earlier in the east', () => {
    const west = seriesAt('2026-03-05', 'Etc/GMT+12', 'RRULE:FREQ=WEEKLY');
    expect(wallStarts(west, between('2026-03-06T11:00Z', '2026-03-07'))).toEqual(['2026-03-05']);
    expect(wallStarts(west, between('2026-03-06T12:00Z', '2026-03-07'))).toEqual([]);
    const east = seriesAt('2026-03-05', 'Pacific/Kiritimati', 'RRULE:FREQ=WEEKLY');
    expect(wallStarts(east, between('2026-03-04', '2026-03-04T11:00Z'))).toEqual(['2026-03-05']);
    expect(wallStarts(east, between('2026-03-04', '2026-03-04T10:00Z'))).toEqual([]);
  });

  test('a date is also the original start', () => {
    const [first] = expanded(seriesAt('2026-03-05', berlin, 'RRULE:FREQ=DAILY;COUNT=1'), march);
    expect(first).toMatchObject({ originalStart: '2026-03-05', id: null, isException: false });
    expect(first?.content.span).toEqual({ kind: 'allDay', start: '2026-03-05', end: '2026-03-06' });
  });

  test('several days long', () => {
    const content = contentOf(spanAt('2026-02-26', berlin, 5 * 24 * hourMs));
    const series = { content, zone: berlin, recurrence: ['RRULE:FREQ=WEEKLY;UNTIL=20260305'] };
    expect(expanded(series, march).map(({ content: { span } }) => [span.start, span.end])).toEqual([
      ['2026-02-26', '2026-03-03'],
      ['2026-03-05', '2026-03-10'],
    ]);
  });

  test('29 February comes every four years, the 31st in months that have one', () => {
    const leap = seriesAt('2024-02-29', berlin, 'RRULE:FREQ=YEARLY');
    expect(wallStarts(leap, between('2024-01-01', '2033-01-01'))).toEqual(['2024-02-29', '2028-02-29', '2032-02-29']);
    const last = seriesAt('2026-01-31', berlin, 'RRULE:FREQ=MONTHLY;COUNT=4');
    expect(wallStarts(last, between('2026-01-01', '2027-01-01'))).toEqual([
      '2026-01-31',
      '2026-03-31',
      '2026-05-31',
      '2026-07-31',
    ]);
  });
});

describe('the window', () => {
  const series = seriesAt('2026-03-02T23:30', berlin, 'RRULE:FREQ=DAILY');
  test('holds what touches it: what began before and what ends after', () => {
    expect(wallStarts(series, between('2026-03-05T23:00Z', '2026-03-06T22:31Z'))).toEqual([
      '2026-03-05T23:30',
      '2026-03-06T23:30',
    ]);
  });

  test('and not what only meets its edge', () => {
    expect(wallStarts(series, between('2026-03-05T23:30Z', '2026-03-06T22:30Z'))).toEqual([]);
  });

  test('cut in two, the pieces hold together what the whole holds', () => {
    const whole = starts(series, march);
    const pieces = ['2026-03-10', '2026-03-20T22:45Z'].map((cut) => [
      ...starts(series, { ...march, endMs: Date.parse(cut) }),
      ...starts(series, { ...march, startMs: Date.parse(cut) }),
    ]);
    for (const piece of pieces) expect([...new Set(piece)].sort()).toEqual(whole);
  });

  test('an occurrence without length stands in it', () => {
    const content = contentOf(spanAt('2026-03-02T09:00', berlin, 0));
    const point = { content, zone: berlin, recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] };
    expect(starts(point, between('2026-03-03T08:00Z', '2026-03-04'))).toEqual(['2026-03-03T08:00:00Z']);
  });
});

describe('exceptions', () => {
  const series = seriesAt('2026-03-02T09:00', berlin, 'RRULE:FREQ=WEEKLY;COUNT=4');

  test('a changed occurrence stands in place of its own', () => {
    const moved = changed('2026-03-09T08:00:00Z', spanAt('2026-03-10T15:00', berlin));
    const all = expanded(series, march, [moved]);
    expect(
      all.map(({ originalStart, id, isException, content }) => [originalStart, id, isException, content.subject]),
    ).toEqual([
      ['2026-03-02T08:00:00Z', null, false, 'Stand-up'],
      ['2026-03-09T08:00:00Z', 'master_2026-03-09T08:00:00Z', true, 'Changed'],
      ['2026-03-16T08:00:00Z', null, false, 'Stand-up'],
      ['2026-03-23T08:00:00Z', null, false, 'Stand-up'],
    ]);
    expect(all[1]?.content.span).toEqual(spanAt('2026-03-10T15:00', berlin));
  });

  test('its original start may be written with any offset', () => {
    const moved = changed('2026-03-09T03:00:00-05:00', spanAt('2026-03-10T15:00', berlin));
    expect(expanded(series, march, [moved])[1]).toMatchObject({
      originalStart: '2026-03-09T08:00:00Z',
      isException: true,
    });
  });

  test('a cancelled occurrence is none', () => {
    expect(wallStarts(series, march, [cancelled('2026-03-09T08:00:00Z')])).toEqual([
      '2026-03-02T09:00',
      '2026-03-16T09:00',
      '2026-03-23T09:00',
    ]);
  });

  test('one moved out of the window is not in it', () => {
    const away = changed('2026-03-09T08:00:00Z', spanAt('2026-05-10T15:00', berlin));
    expect(wallStarts(series, march, [away])).toHaveLength(3);
    expect(wallStarts(series, between('2026-05-01', '2026-06-01'), [away])).toEqual(['2026-05-10T15:00']);
  });

  test('one moved ahead of another stands where it is now', () => {
    const late = changed('2026-03-02T08:00:00Z', spanAt('2026-03-17T15:00', berlin));
    expect(expanded(series, march, [late]).map(({ originalStart }) => originalStart.slice(8, 10))).toEqual([
      '09',
      '16',
      '02',
      '23',
    ]);
  });

  test('beyond the cut a live exception is still an occurrence, a cancelled one is nothing', () => {
    const cut = seriesAt('2026-03-02T09:00', berlin, 'RRULE:FREQ=WEEKLY;UNTIL=20260308T225959Z');
    const live = changed('2026-03-16T08:00:00Z', spanAt('2026-03-16T10:00', berlin));
    expect(wallStarts(cut, march, [live, cancelled('2026-03-23T08:00:00Z')])).toEqual([
      '2026-03-02T09:00',
      '2026-03-16T10:00',
    ]);
  });

  test('a bare tombstone whose original start nobody knows takes nothing away', () => {
    expect(wallStarts(series, march, [{ id: 'bare', originalStart: null, record: null }])).toHaveLength(4);
  });

  test('of two for one original start the later one counts', () => {
    const first = changed('2026-03-09T08:00:00Z', spanAt('2026-03-10T15:00', berlin), 'First');
    const second = changed('2026-03-09T08:00:00Z', spanAt('2026-03-11T15:00', berlin), 'Second');
    expect(expanded(series, march, [first, second]).map(({ content }) => content.subject)).toEqual([
      'Stand-up',
      'Second',
      'Stand-up',
      'Stand-up',
    ]);
  });

  test('a whole day of a series may be moved to a time, and a time to a whole day', () => {
    const days = seriesAt('2026-03-02', berlin, 'RRULE:FREQ=DAILY;COUNT=2');
    expect(starts(days, march, [changed('2026-03-03', spanAt('2026-03-03T10:00', berlin))])).toEqual([
      '2026-03-02',
      '2026-03-03T09:00:00Z',
    ]);
    expect(starts(series, march, [changed('2026-03-09T08:00:00Z', spanAt('2026-03-09', berlin))])[1]).toBe(
      '2026-03-09',
    );
  });

  test('when the rule changes, cancellations of what it no longer names mean nothing', () => {
    const later = seriesAt('2026-03-02T10:00', berlin, 'RRULE:FREQ=WEEKLY;COUNT=2');
    expect(wallStarts(later, march, [cancelled('2026-03-09T08:00:00Z')])).toHaveLength(2);
  });
});

describe('a split series', () => {
  test('is two that follow each other without a gap and without a double', () => {
    const zone = 'America/Chicago';
    const window = between('2025-03-20', '2025-04-05');
    const whole = wallStarts(seriesAt('2025-03-24T07:30', zone, 'RRULE:FREQ=DAILY'), window);
    const before = seriesAt('2025-03-24T07:30', zone, 'RRULE:FREQ=DAILY;UNTIL=20250326T045959Z');
    const after = seriesAt('2025-03-26T07:30', zone, 'RRULE:FREQ=DAILY');
    expect([...wallStarts(before, window), ...wallStarts(after, window)]).toEqual(whole);
    expect(wallStarts(before, window)).toEqual(['2025-03-24T07:30', '2025-03-25T07:30']);
  });

  test('with a count, the second has what the first has left', () => {
    const window = between('2026-01-01', '2027-01-01');
    const whole = starts(seriesAt('2026-03-02T09:00', berlin, 'RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=9'), window);
    const before = seriesAt('2026-03-02T09:00', berlin, 'RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260311T225959Z');
    const after = seriesAt('2026-03-12T09:00', berlin, 'RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6');
    expect([...starts(before, window), ...starts(after, window)]).toEqual(whole);
  });
});

describe('a series that nobody can follow is reported and costs next to nothing', () => {
  const everyHour = Array.from({ length: 24 }, (_, hour) => hour).join();
  const everyMinute = Array.from({ length: 60 }, (_, minute) => minute).join();
  /** Of processor time: hundredths of a second, and room for a busy machine. */
  const mostMicroseconds = 1_000_000;
  const halfYear = between('2026-01-01', '2026-07-30');

  test.each([
    [
      'every second of every day',
      `FREQ=DAILY;BYHOUR=${everyHour};BYMINUTE=${everyMinute};BYSECOND=${everyMinute}`,
      'too many steps',
    ],
    [
      'the same for years at once',
      `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${everyHour};BYMINUTE=${everyMinute};BYSECOND=${everyMinute}`,
      'too many steps',
    ],
    [
      'the same, counted',
      `FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${everyHour};BYMINUTE=${everyMinute};BYSECOND=${everyMinute};COUNT=999999999`,
      'too many steps',
    ],
    ['every minute of every day', `FREQ=DAILY;BYHOUR=${everyHour};BYMINUTE=${everyMinute}`, 'too many steps'],
    ['every quarter of an hour', `FREQ=DAILY;BYHOUR=${everyHour};BYMINUTE=0,15,30,45`, 'more than 10000 occurrences'],
  ])('%s', (_, rule, reason) => {
    const before = process.cpuUsage();
    const master = seriesAt('1970-01-01T00:00', berlin, `RRULE:${rule}`);
    expect(expandSeries({ master, exceptions: [], window: halfYear })).toEqual({
      occurrences: [],
      unreadable: expect.stringContaining(reason),
    });
    expect(process.cpuUsage(before).user).toBeLessThan(mostMicroseconds);
  });

  test.each([
    ['30 February, daily', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
    ['30 February, counted from 1970', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5'],
    ['30 February, yearly', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
    ['the sixth Monday', 'FREQ=MONTHLY;BYDAY=6MO;COUNT=1'],
    ['a place that no set has', 'FREQ=YEARLY;BYMONTH=1;BYDAY=MO;BYSETPOS=200'],
    ['every 900,000,000 years', 'FREQ=YEARLY;INTERVAL=900000000'],
  ])('a rule that never comes back has its start alone: %s', (_, rule) => {
    const before = process.cpuUsage();
    const series = seriesAt('1970-01-01T09:00', berlin, `RRULE:${rule}`);
    expect(starts(series, halfYear)).toEqual([]);
    expect(starts(series, between('1969-12-01', '1970-02-01'))).toEqual(['1970-01-01T08:00:00Z']);
    expect(process.cpuUsage(before).user).toBeLessThan(mostMicroseconds);
  });

  test('an end before its start, and an end that is none', () => {
    const span = { kind: 'timed', start: '2026-03-02T09:00:00Z', end: '2026-03-02T08:00:00Z', zone: berlin } as const;
    const of = (end: string) =>
      expandSeries({
        master: { content: contentOf({ ...span, end }), zone: berlin, recurrence: ['RRULE:FREQ=DAILY'] },
        exceptions: [],
        window: march,
      });
    expect(of(span.end)).toEqual({ occurrences: [], unreadable: 'it ends before it starts' });
    expect(of('later')).toEqual({ occurrences: [], unreadable: 'its end cannot be read' });
  });
});
