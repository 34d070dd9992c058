import type { Interval } from '../lib/domain/span';
import type { DayScale } from './day-scale';
import type { Lane } from './lane-content';
import { sideName } from './problem-text';
import type { Texts } from './texts';
import { clockText, listText } from './time-format';

/** A lane in words: `Amir Haddad: busy 10:00 to 11:00 (Review); works 09:00 to 17:30.` */
export function laneText(t: Texts, lane: Lane, scale: DayScale): string {
  const { zone } = scale;
  const parts: string[] = [];
  if (lane.isBeingRead) parts.push(t('formLaneReading'));
  else if (lane.blocks.length > 0) parts.push(t('formLaneBusy', busyText(t, lane, scale)));
  else if (lane.unknown.length === 0) parts.push(t('formLaneNothing'));
  for (const side of lane.unknown) parts.push(t('formLaneNotKnown', sideName(t, side)));
  for (const name of lane.holidays) parts.push(t('formLaneHoliday', name));
  parts.push(workingText(t, lane.working, zone));
  return t('formLane', lane.name, parts.join('; '));
}

/** `10:00 to 11:00`. */
export function spokenRange(t: Texts, { startMs, endMs }: Interval, zone: string): string {
  return t('formSpan', clockText(startMs, zone), clockText(endMs, zone));
}

/** Who is in the way of the proposed time, in one line; says "free" only when that is known of everybody. */
export function clashText(t: Texts, busy: readonly string[], unknown: readonly string[]): string {
  const parts: string[] = [];
  if (busy.length > 0) parts.push(t('formClashBusy', shortList(t, busy)));
  if (unknown.length > 0) parts.push(t('formClashUnknown', shortList(t, unknown)));
  return parts.length > 0 ? parts.join(' ') : t('formClashNone');
}

/** Cut at the day's ends: what began yesterday at ten is not busy "from ten" today. */
function busyText(t: Texts, lane: Lane, scale: DayScale): string {
  const inOrder = lane.blocks.toSorted((a, b) => a.startMs - b.startMs);
  const texts = inOrder.map((block) => {
    const startMs = Math.max(block.startMs, scale.startMs);
    const endMs = Math.min(block.endMs, scale.endMs);
    const isWholeDay = startMs === scale.startMs && endMs === scale.endMs;
    const range = isWholeDay ? t('formLaneWholeDay') : spokenRange(t, { startMs, endMs }, scale.zone);
    return block.label === '' ? range : t('formLaneBlock', range, block.label);
  });
  return [...new Set(texts)].join(', ');
}

function workingText(t: Texts, working: readonly Interval[] | null, zone: string): string {
  if (working === null) return t('formLaneHoursUnknown');
  if (working.length === 0) return t('formLaneDayOff');
  return t('formLaneWorks', working.map((range) => spokenRange(t, range, zone)).join(', '));
}

const namesAtMost = 5;

function shortList(t: Texts, names: readonly string[]): string {
  if (names.length <= namesAtMost) return listText(names);
  return t('formAndMore', names.slice(0, namesAtMost).join(', '), names.length - namesAtMost);
}
