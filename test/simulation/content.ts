import type { AppointmentContent } from '../../lib/domain/appointment';
import { dayMs } from '../../lib/domain/calendar-day';
import type { Span } from '../../lib/domain/span';
import { formatInstant } from '../../lib/domain/span-interval';
import type { UniqueField } from './history';

/** When every history begins. */
export const epochMs = Date.parse('2026-11-02T08:00:00Z');
export const zone = 'Europe/London';

/** What the edit `e` of an item writes: like nothing that another edit writes. */
export function writtenBy(item: number, e: number, isPart = false): AppointmentContent {
  return {
    subject: `${tagOf(item)}${e}`,
    notes: `notes ${e}`,
    location: `room ${e}`,
    span: spanOf(e, isPart),
    attendees: [{ email: `guest${e}@acme.example`, name: '', role: 'guest' }],
    isPrivate: false,
    showAs: 'busy',
  };
}

export function fieldsBy(
  item: number,
  e: number,
  fields: readonly UniqueField[],
  isPart = false,
): Partial<AppointmentContent> {
  const all = writtenBy(item, e, isPart);
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}

/** Every subject of an item begins with it. */
export function tagOf(item: number): string {
  return `item ${item}: `;
}

export function itemOf(subject: string): number | null {
  if (!subject.startsWith('item ')) return null;
  const item = Number.parseInt(subject.slice(5), 10);
  return Number.isNaN(item) ? null : item;
}

/** Days apart, so that no two edits mean the same time; some beyond the window, some all day. */
function spanOf(e: number, isPart: boolean): Span {
  const day = 3 + ((e * 37) % 121) + (e % 11 === 5 && !isPart ? 100 : 0);
  const startMs = epochMs + day * dayMs + e * 60_000;
  if (e % 7 === 3 && !isPart) {
    const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    return { kind: 'allDay', start: date(startMs), end: date(startMs + dayMs) };
  }
  return { kind: 'timed', start: formatInstant(startMs), end: formatInstant(startMs + 30 * 60_000), zone };
}

/** Series begin near the beginning, so that most of them stand in the window. */
export function seriesBy(item: number, e: number, rule: number) {
  const startMs = epochMs + ((e % 5) - 2) * dayMs + e * 60_000;
  const isAllDay = rule % 4 === 3;
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const span: Span = isAllDay
    ? { kind: 'allDay', start: date(startMs), end: date(startMs + dayMs) }
    : { kind: 'timed', start: formatInstant(startMs), end: formatInstant(startMs + 30 * 60_000), zone };
  return { content: { ...writtenBy(item, e), span }, recurrence: [ruleOf(rule)] };
}

export function ruleOf(rule: number): string {
  const rules = [
    'RRULE:FREQ=WEEKLY;COUNT=6',
    'RRULE:FREQ=DAILY;COUNT=8',
    'RRULE:FREQ=WEEKLY;INTERVAL=2',
    'RRULE:FREQ=WEEKLY;COUNT=5',
    'RRULE:FREQ=MONTHLY',
    'RRULE:FREQ=WEEKLY;INTERVAL=3;COUNT=20',
    'RRULE:FREQ=DAILY;INTERVAL=9',
    'RRULE:FREQ=MONTHLY;COUNT=3',
  ];
  return rules[rule % rules.length] ?? 'RRULE:FREQ=MONTHLY;COUNT=3';
}
