import { readFileSync } from 'node:fs';
import { expandSeries } from '../../../../lib/domain/recurrence/expand-series';
import type { Span } from '../../../../lib/domain/span';
import { formatInstant } from '../../../../lib/domain/span-interval';
import type { ExpansionCase } from './some-case';

/** Run as a program of its own: cases from standard input, original starts to standard output. */
const cases: readonly ExpansionCase[] = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(cases.map(expand)));

function expand({ zone, start, lengthMs, lines, window: [startMs, endMs] }: ExpansionCase): readonly string[] | string {
  const endText = formatInstant(Date.parse(start) + lengthMs);
  const span: Span = start.includes('T')
    ? { kind: 'timed', start, end: endText, zone }
    : { kind: 'allDay', start, end: endText.slice(0, 10) };
  const content = {
    subject: '',
    notes: '',
    location: '',
    span,
    attendees: [],
    isPrivate: false,
    showAs: 'busy',
  } as const;
  const master = { content, zone, recurrence: lines };
  const { occurrences, unreadable } = expandSeries({ master, exceptions: [], window: { startMs, endMs } });
  return unreadable ?? occurrences.map(({ originalStart }) => originalStart);
}
