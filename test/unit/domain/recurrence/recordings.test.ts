import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ExpandableException, ExpandableSeries } from '../../../../lib/domain/recurrence/expand-series';
import { normalOriginalStart } from '../../../../lib/domain/recurrence/original-start';
import type { Span } from '../../../../lib/domain/span';
import { between, contentOf, expanded } from './some-series';

/** What is read of a recorded event here. */
interface RecordedEvent {
  readonly id: string;
  readonly status: string;
  readonly summary?: string;
  readonly start?: RecordedTime;
  readonly end?: RecordedTime;
  readonly recurrence?: readonly string[];
  readonly recurringEventId?: string;
  readonly originalStartTime?: RecordedTime;
}

interface RecordedTime {
  readonly dateTime: string;
  readonly timeZone: string;
}

const folder = new URL('../../../../../shared/data/recordings/compass/', import.meta.url);
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.includes('recurring')) : [];
const spring = between('2025-03-01', '2025-04-15');

describe.skipIf(files.length === 0)('recorded series (skipped: ../shared/data is absent)', () => {
  test('are all there', () => {
    expect(files.length).toBeGreaterThanOrEqual(9);
  });

  test('an expansion of Google itself, over a UTC end', () => {
    const events = eventsOf('events__gcal__gcal.recurring.json');
    const [master] = events.filter(({ recurrence }) => recurrence !== undefined);
    if (master === undefined) throw new Error('No master in the recording');
    const listed = events.filter(({ recurringEventId }) => recurringEventId === master.id);
    const found = expanded(toSeries(master), between('2025-01-01', '2026-01-01'));
    expect(listed.length).toBeGreaterThan(5);
    expect(found.map(({ content: { span } }) => [span.start, span.end])).toEqual(
      listed.map((event) => [utc(event.start), utc(event.end)]).sort(),
    );
    expect(found.map(({ originalStart }) => originalStart)).toEqual(
      listed.map(({ originalStartTime }) => utc(originalStartTime)).sort(),
    );
  });

  test.each(files)('%s: every exception stands for an occurrence of its rule', (file) => {
    const events = eventsOf(file);
    for (const master of events.filter(({ recurrence }) => recurrence !== undefined)) {
      const exceptions = events.filter(({ recurringEventId }) => recurringEventId === master.id).map(toException);
      const window = between('2025-02-01', '2025-10-01');
      const bare = expanded(toSeries(master), window);
      const full = expanded(toSeries(master), window, exceptions);
      for (const { id, originalStart, record } of exceptions) {
        expect(bare.map((occurrence) => occurrence.originalStart)).toContain(originalStart);
        const changed = full.find((occurrence) => occurrence.originalStart === originalStart);
        expect(changed?.id).toBe(record === null ? undefined : id);
        expect(changed?.content).toEqual(record?.content);
      }
      const live = exceptions.filter(({ record }) => record !== null);
      expect(full).toHaveLength(bare.length - exceptions.length + live.length);
    }
  });

  test('a series that was split is daily all the way, each day once', () => {
    const masters = eventsOf('recurring__edit__all__all-1.json').filter(({ recurrence }) => recurrence !== undefined);
    expect(masters).toHaveLength(2);
    const days = masters.flatMap((master) =>
      expanded(toSeries(master), spring).map(({ originalStart }) => originalStart),
    );
    expect(days.map((day) => day.slice(0, 10)).sort()).toEqual(
      Array.from({ length: 22 }, (_, step) => new Date(Date.UTC(2025, 2, 24 + step)).toISOString().slice(0, 10)),
    );
  });
});

function eventsOf(file: string): readonly RecordedEvent[] {
  const [payload]: readonly (RecordedEvent[] | { readonly items: RecordedEvent[] } | undefined)[] = Object.values(
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
  );
  if (payload === undefined) throw new Error(`Nothing in ${file}`);
  return Array.isArray(payload) ? payload : payload.items;
}

function toSeries(master: RecordedEvent): ExpandableSeries {
  const zone = master.start?.timeZone ?? '';
  return { content: contentOf(toSpan(master), master.summary), zone, recurrence: master.recurrence ?? [] };
}

function toException(event: RecordedEvent): ExpandableException {
  const record = event.status === 'cancelled' ? null : { content: contentOf(toSpan(event), event.summary) };
  return { id: event.id, originalStart: utc(event.originalStartTime), record };
}

function toSpan({ start, end }: RecordedEvent): Span {
  return { kind: 'timed', start: utc(start), end: utc(end), zone: start?.timeZone ?? '' };
}

function utc(time: RecordedTime | undefined): string {
  const normal = normalOriginalStart(time?.dateTime ?? '');
  if (normal === null) throw new Error('A recorded time that is none');
  return normal;
}
