import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { type ExpandableSeries, expandSeries } from '../../lib/domain/recurrence/expand-series';
import type { Interval } from '../../lib/domain/span';
import { formatInstant } from '../../lib/domain/span-interval';
import { fromWallMs, toWallMs } from '../../lib/domain/zone-clock';
import { caseZones } from '../unit/domain/recurrence/some-case';

// Node gives no named exports for this package, bundlers give no default: required, it is the same everywhere.
const { RRule } = createRequire(import.meta.url)('rrule') as typeof import('rrule');

export interface RecurrenceBench {
  readonly series: number;
  readonly occurrences: number;
  /** Of the first expansion of all series in this process, zones not looked at yet. */
  readonly coldMs: number;
  /** Median of the later ones. */
  readonly warmMs: number;
  readonly tzid: {
    /** How many of the series were expanded by the library's `tzid` mode. */
    readonly sample: number;
    readonly sampleMs: number;
    /** The sample's time times series over sample: not measured. */
    readonly scaledMs: number;
    readonly occurrences: number;
  };
  /** Scaled time of the library over the median. */
  readonly ratio: number;
  readonly coldRatio: number;
}

const seriesCount = 1_000;
const sampleStep = 19;
const weekdays = ['MO', 'TU,TH', 'MO,WE,FR', 'FR'];
const dayMs = 86_400_000;
/** A month in which clocks change north and south. */
const month: Interval = { startMs: Date.parse('2026-10-15'), endMs: Date.parse('2026-11-15') };

/** 1,000 weekly series, begun up to five years ago, over one month: ours beside the library's `tzid` mode. */
export function benchRecurrence(): RecurrenceBench {
  const all = Array.from({ length: seriesCount }, (_, index) => weeklySeries(index));
  const coldMs = timed(() => expandAll(all)).tookMs;
  // In a step that shares no factor with zones, weekdays and times, so that they are as mixed as in the whole.
  const sample = all.filter((_, index) => index % sampleStep === 3);
  const library = { tookMs: 0, occurrences: 0 };
  const times: number[] = [];
  // In turns, so that a busy machine is busy for both.
  for (const one of sample) {
    times.push(timed(() => expandAll(all)).tookMs);
    const { value, tookMs } = timed(() => byTzid(one));
    library.tookMs += tookMs;
    library.occurrences += value;
  }
  const warmMs = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? coldMs;
  const scaledMs = library.tookMs * (seriesCount / sample.length);
  return {
    series: seriesCount,
    occurrences: expandAll(all),
    coldMs,
    warmMs,
    tzid: { sample: sample.length, sampleMs: library.tookMs, scaledMs, occurrences: library.occurrences },
    ratio: scaledMs / warmMs,
    coldRatio: scaledMs / coldMs,
  };
}

/** The result in Markdown, with what was scaled and not measured. */
export function showRecurrenceBench(bench: RecurrenceBench): string {
  const { tzid } = bench;
  const ms = (time: number) => `${time.toFixed(1)} ms`;
  return [
    `Load ${loadavg()[0]?.toFixed(1)}, host zone ${Intl.DateTimeFormat().resolvedOptions().timeZone}`,
    '',
    '| 1,000 weekly series over a month, 10 zones | time | occurrences |',
    '| --- | --- | --- |',
    `| Docket, median | ${ms(bench.warmMs)} | ${bench.occurrences} |`,
    `| Docket, first time in the process | ${ms(bench.coldMs)} | ${bench.occurrences} |`,
    `| rrule with \`tzid\`, ${tzid.sample} of them, measured | ${ms(tzid.sampleMs)} | ${tzid.occurrences} |`,
    `| rrule with \`tzid\`, scaled to 1,000 | ${ms(tzid.scaledMs)} | |`,
    '',
    `Ratio ${bench.ratio.toFixed(0)} (goal: 500), the first time ${bench.coldRatio.toFixed(0)}.`,
  ].join('\n');
}

function weeklySeries(index: number): ExpandableSeries {
  const zone = caseZones[(index * 7) % caseZones.length] ?? 'UTC';
  const daysBack = (index * 1826) / seriesCount;
  const wallMs = Math.floor((month.startMs - daysBack * dayMs) / dayMs) * dayMs + (index % 48) * 1_800_000;
  const startMs = fromWallMs(wallMs, zone);
  const span = { kind: 'timed', start: formatInstant(startMs), end: formatInstant(startMs + 3_600_000), zone } as const;
  return {
    content: {
      subject: `Series ${index}`,
      notes: '',
      location: '',
      span,
      attendees: [],
      isPrivate: false,
      showAs: 'busy',
    },
    zone,
    recurrence: [`RRULE:FREQ=WEEKLY;BYDAY=${weekdays[index % weekdays.length]}`],
  };
}

function expandAll(all: readonly ExpandableSeries[]): number {
  return all.reduce(
    (sum, master) => sum + expandSeries({ master, exceptions: [], window: month }).occurrences.length,
    0,
  );
}

/** The library as its own documentation says to use it with zones: a start on the wall, and the zone's name. */
function byTzid({ content, zone, recurrence: [line = ''] }: ExpandableSeries): number {
  const dtstart = new Date(toWallMs(Date.parse(content.span.start), zone));
  const rule = new RRule({ ...RRule.parseString(line.slice('RRULE:'.length)), dtstart, tzid: zone });
  return rule.between(new Date(month.startMs), new Date(month.endMs), true).length;
}

function timed<T>(work: () => T): { readonly value: T; readonly tookMs: number } {
  const before = performance.now();
  const value = work();
  return { value, tookMs: performance.now() - before };
}
