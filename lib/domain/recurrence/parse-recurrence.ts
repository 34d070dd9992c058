import { dayMs, dayNumber } from '../calendar-day';
import type { Span } from '../span';
import { isKnownZone, toWallMs } from '../zone-clock';
import { readDates } from './parse-dates';
import { readRule } from './parse-rule';
import type { RecurrenceRule, RecurrenceSet, SeriesStart, Unreadable } from './recurrence-rule';
import { shownText } from './shown-text';

/** `Date.UTC` takes the years 0 to 99 for those of the last century. */
const earliestMs = Date.UTC(100, 0, 1);

/**
 * `RRULE`, `EXRULE`, `RDATE` and `EXDATE` lines (RFC 5545 3.8.5) of a series, with the span of its first occurrence and
 * the IANA zone it expands in. One part that cannot be read makes the series unreadable.
 */
export function readRecurrence(lines: readonly string[], start: Span, zone: string): RecurrenceSet | Unreadable {
  const first = readStart(start, zone);
  if ('unreadable' in first) return first;
  const rules: RecurrenceRule[] = [];
  const exclusionRules: RecurrenceRule[] = [];
  const addedMs: number[] = [];
  const excludedMs = new Set<number>();
  for (const line of lines) {
    const { name, parameters, value } = splitLine(line);
    switch (name) {
      case 'RRULE':
      case 'EXRULE': {
        const rule = readRule(value, first);
        if ('unreadable' in rule) return rule;
        (name === 'RRULE' ? rules : exclusionRules).push(rule);
        break;
      }
      case 'RDATE':
      case 'EXDATE': {
        const dates = readDates({ name, parameters, value }, first);
        if ('unreadable' in dates) return dates;
        for (const pointMs of dates) name === 'RDATE' ? addedMs.push(pointMs) : excludedMs.add(pointMs);
        break;
      }
      default:
        return { unreadable: `its recurrence has a line that is none: ${shownText(line)}` };
    }
  }
  return { ...first, rules, exclusionRules, addedMs, excludedMs };
}

function readStart(start: Span, zone: string): SeriesStart | Unreadable {
  if (!isKnownZone(zone)) return { unreadable: `its zone is not known: ${shownText(zone)}` };
  const startMs = start.kind === 'timed' ? Date.parse(start.start) : (dayNumber(start.start) ?? Number.NaN) * dayMs;
  if (Number.isNaN(startMs)) return { unreadable: 'its start cannot be read' };
  if (startMs < earliestMs) return { unreadable: 'it starts before the year 100' };
  return start.kind === 'timed'
    ? { startMs, firstReadingMs: toWallMs(startMs, zone), zone }
    : { startMs, firstReadingMs: startMs, zone: null };
}

function splitLine(line: string): { readonly name: string; readonly parameters: string; readonly value: string } {
  const [, name = '', parameters = '', value = ''] = /^([a-z]+)((?:;[^:]*)?):(.*)$/is.exec(line.trim()) ?? [];
  return { name: name.toUpperCase(), parameters, value };
}
