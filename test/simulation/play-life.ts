import { dayMs } from '../../lib/domain/calendar-day';
import { overlaps } from '../../lib/domain/intervals';
import { expandSeries } from '../../lib/domain/recurrence/expand-series';
import type { Span } from '../../lib/domain/span';
import { formatInstant, toInterval } from '../../lib/domain/span-interval';
import type { Link } from '../../lib/sync/link';
import { releaseLinks } from '../../lib/sync/release-links';
import type { MemorySeries } from '../fakes/memory-series';
import { account, contentOf } from '../unit/sync/link-scene';
import { createScene, type SyncScene } from '../unit/sync/sync-scene';
import { firstSpan, type Life, type LifeOp, type LifeRun, rules } from './event-life';

const zone = 'Europe/London';
const notConnected = { kind: 'notConnected', side: 'calendar' } as const;

interface LifeScene extends SyncScene {
  /** Nothing but a listing tells what has happened since the calendar was read last. */
  mayMiss: boolean;
  /** Starts by the rule of dates that such a listing did not show, since they were moved to before the window. */
  readonly missed: Set<string>;
  /** What was known of dates when they became unreadable, by their starts by the rule. */
  readonly unread: Map<string, { readonly appointment: string; readonly held: string }>;
}

/** Lives the life, connects both sides, lets everything heal, and says what does not hold. Empty: all does. */
export async function playLife(life: Life): Promise<readonly string[]> {
  const own = {
    mayMiss: false,
    missed: new Set<string>(),
    unread: new Map<string, { readonly appointment: string; readonly held: string }>(),
  };
  const scene: LifeScene = Object.assign(createScene({ zone, pageSize: life.pageSize }), own);
  // A side that shows nothing at all proves nothing.
  for (const side of ['helpdesk', 'calendar'] as const) {
    const span = { ...firstSpan(9), start: '2027-01-11T09:00:00Z', end: '2027-01-11T09:30:00Z' };
    scene[side].asPerson.create(contentOf({ subject: `Other of the ${side}`, span }));
  }
  const content = contentOf({ subject: 'Visit', span: firstSpan(9) });
  if (life.from === 'form') await scene.save({ wanted: content, repeats: [rules[1] ?? rules[0]] });
  else scene[life.from].asPerson.create(content);
  await run(scene, 'changes');
  await run(scene, 'changes');
  const event = eventId(scene);
  for (const op of life.ops) await play(scene, event, op);
  delete scene.problems.calendar;
  for (const want of ['listing', 'changes', 'listing', 'changes'] as const) await run(scene, want);
  return [...differences(scene, event), ...(life.from === 'calendar' ? writesToCalendar(scene) : [])];
}

function eventId({ calendar }: SyncScene): string {
  const masters = [...calendar.series.values()].map(({ master }) => master);
  return [...calendar.records.values(), ...masters].find(({ content }) => content.subject === 'Visit')?.id ?? '';
}

async function run(scene: LifeScene, want: LifeRun['want'], how: LifeRun['how'] = 'usual'): Promise<void> {
  const { nowMs } = scene.clock;
  scene.rules = { ...scene.rules, window: { startMs: nowMs - 30 * dayMs, endMs: nowMs + 180 * dayMs } };
  if (scene.mayMiss && scene.problems.calendar === undefined) noteMissed(scene);
  const isTwoWay = how !== 'readOnly';
  if (scene.rules.twoWay !== isTwoWay) await scene.setRules({ twoWay: isTwoWay });
  await scene.run({ want, approved: how === 'unapproved' ? null : 'all' });
}

function noteMissed(scene: LifeScene): void {
  scene.mayMiss = false;
  for (const { exceptions } of scene.calendar.series.values()) {
    for (const [originalStart, { record }] of exceptions) {
      const isBefore = record !== null && Date.parse(record.content.span.end) <= scene.rules.window.startMs;
      if (isBefore) scene.missed.add(originalStart);
    }
  }
}

async function play(scene: LifeScene, event: string, op: LifeOp): Promise<void> {
  const { calendar, clock } = scene;
  const { asPerson } = calendar;
  const series = calendar.series.get(event);
  const edit = series === undefined ? asPerson.edit : asPerson.editSeries;
  if (['repeat', 'repeatNoMore', 'retitle', 'reschedule'].includes(op.do)) scene.unread.clear();
  switch (op.do) {
    case 'run':
      return run(scene, op.want, op.how);
    case 'wait':
      clock.nowMs += op.days * dayMs;
      return;
    case 'expire':
      scene.mayMiss = true;
      return calendar.expireCursors();
    case 'disconnect':
      if (scene.problems.calendar !== undefined) return;
      scene.problems.calendar = notConnected;
      scene.mayMiss = true;
      return releaseLinks(scene.store, { account, side: 'calendar', rules: scene.rules });
    case 'reconnect':
      delete scene.problems.calendar;
      return;
    case 'repeat': {
      const recurrence = [rules[op.rule] ?? rules[0]];
      return series === undefined
        ? asPerson.repeat(event, { zone, recurrence })
        : asPerson.editSeries(event, {}, recurrence);
    }
    case 'repeatNoMore':
      return series === undefined ? undefined : asPerson.repeatNoMore(event);
    case 'retitle':
      return edit(event, { subject: op.to });
    case 'reschedule':
      return edit(event, { span: firstSpan(op.hour) });
    default: {
      const date = series === undefined ? undefined : dateAt(series, op.at);
      if (date === undefined) return;
      const { originalStart, span } = date;
      switch (op.do) {
        case 'moveDate':
          scene.unread.delete(originalStart);
          return asPerson.editOccurrence(event, originalStart, { span: moved(span, op.byMinutes) });
        case 'retitleDate':
          scene.unread.delete(originalStart);
          return asPerson.editOccurrence(event, originalStart, { subject: op.to });
        case 'cancelDate':
          return asPerson.cancelOccurrence(event, originalStart);
        case 'garbleDate':
          noteUnread(scene, event, originalStart);
          return asPerson.garbleOccurrence(event, originalStart, { span: moved(span, op.byMinutes) });
      }
    }
  }
}

function noteUnread({ store, helpdesk, unread }: LifeScene, masterId: string, originalStart: string): void {
  if (unread.has(originalStart)) return;
  const isIt = ({ occurrence }: Link) =>
    occurrence?.masterId === masterId && occurrence.originalStart === originalStart;
  const link = [...store.links.values()].find((one) => isIt(one) && one.helpdesk.kind === 'made');
  const record = link?.helpdesk.kind === 'made' ? helpdesk.records.get(link.helpdesk.id) : undefined;
  if (link === undefined || record === undefined || link.calendar.kind === 'gone') return;
  // What was seen, and is perhaps not copied yet.
  const held = nameOf(link.calendar.kind === 'made' ? link.calendar : record);
  unread.set(originalStart, { appointment: record.id, held });
}

function nameOf({ content }: { readonly content: { readonly subject: string; readonly span: Span } }): string {
  return `${content.span.start} ${content.subject}`;
}

function moved(span: Span, byMinutes: number): Span {
  const shift = (at: string) => formatInstant(Date.parse(at) + byMinutes * 60_000);
  return { ...span, start: shift(span.start), end: shift(span.end) };
}

const always = { startMs: Date.parse('2020-01-01T00:00:00Z'), endMs: Date.parse('2030-01-01T00:00:00Z') };

/** One of the dates that its rule still has, where it stands now. */
function dateAt({ master, exceptions }: MemorySeries, at: number) {
  const byRule = expandSeries({ master, exceptions: [], window: always }).occurrences;
  const standing = byRule.filter(({ originalStart }) => exceptions.get(originalStart)?.record !== null);
  const chosen = standing[at % Math.max(1, standing.length)];
  if (chosen === undefined) return undefined;
  const { originalStart, content } = chosen;
  return { originalStart, span: exceptions.get(originalStart)?.record?.content.span ?? content.span };
}

/** What stands in the window on both sides: each date once, and nothing else. */
function differences(scene: LifeScene, event: string): readonly string[] {
  const { window } = scene.rules;
  const isShown = (span: Span) => overlaps(toInterval(span, zone), window);
  const single = [...scene.calendar.records.values()].filter(({ content }) => isShown(content.span)).map(nameOf);
  const series = [...scene.calendar.series.values()];
  const dates = series.flatMap(({ master, exceptions }) => {
    const known = [...exceptions.values()];
    const { occurrences } = expandSeries({ master, exceptions: known, window });
    return occurrences.filter(({ originalStart }) => exceptions.get(originalStart)?.isUnreadable !== true).map(nameOf);
  });
  // What nobody can read may have its appointment, wherever it was seen last.
  const unknown = series.reduce((sum, { exceptions }) => sum + unreadable(exceptions), 0);
  const wanted = [...single, ...dates].sort();
  const held = [...scene.helpdesk.records.values()]
    .filter(({ content }) => isShown(content.span))
    .map(nameOf)
    .sort();
  const missing = without(wanted, held);
  const spare = without(held, wanted).filter((one) => !scene.missed.has(one.slice(0, 20)));
  const isMore = spare.length > unknown;
  const changed = series.flatMap(({ exceptions }) => changedUnread(scene, exceptions));
  if (missing.length === 0 && !isMore && changed.length === 0) return [];
  return [
    ...changed,
    ...missing.map((one) => `the helpdesk misses ${one}`),
    ...(isMore ? spare.map((one) => `the helpdesk has ${one} too much`) : []),
    `the event: ${JSON.stringify(scene.calendar.series.get(event) ?? scene.calendar.records.get(event)?.content.span)}`,
  ];
}

/** Appointments of dates that nobody can read stay as they were known. */
function changedUnread(
  { helpdesk, unread, missed }: LifeScene,
  exceptions: MemorySeries['exceptions'],
): readonly string[] {
  return [...unread].flatMap(([originalStart, { appointment, held }]) => {
    const record = helpdesk.records.get(appointment);
    const isAsItWas = record !== undefined && nameOf(record) === held;
    const isUnread = exceptions.get(originalStart)?.isUnreadable === true && !missed.has(originalStart);
    return !isUnread || isAsItWas ? [] : [`${held} was not to be touched`];
  });
}

function unreadable(exceptions: MemorySeries['exceptions']): number {
  return [...exceptions.values()].filter(({ isUnreadable }) => isUnreadable === true).length;
}

/** Those of `all` that are not among `some`, each as often as it is there more. */
function without(all: readonly string[], some: readonly string[]): readonly string[] {
  const left = [...some];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Nobody has changed anything in the helpdesk: then there is nothing to write. */
function writesToCalendar({ calendar }: SyncScene): readonly string[] {
  const asked = calendar.calls.filter((call) => /^(create|update|remove)/.test(call));
  return asked.slice(1).map((call) => `the calendar was written to: ${call}`);
}
