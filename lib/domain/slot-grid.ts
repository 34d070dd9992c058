import { dayMs, minuteMs } from './calendar-day';
import type { Interval } from './span';
import { zoneSegments } from './zone-clock';

export interface SlotShape {
  readonly lengthMinutes: number;
  /** Slots begin at multiples of this after local midnight, e.g. 15: at :00, :15, :30 and :45 on the wall. */
  readonly stepMinutes: number;
  /** IANA zone of that wall. */
  readonly zone: string;
  readonly count: number;
}

/** The first slots that fit into free stretches, in order, none overlapping another. `free` is sorted and merged. */
export function fillWithSlots(free: readonly Interval[], shape: SlotShape): readonly Interval[] {
  const lengthMs = shape.lengthMinutes * minuteMs;
  const slots: Interval[] = [];
  for (const stretch of free) {
    let startMs = nextOnGrid(stretch.startMs, stretch.endMs, shape);
    while (startMs !== null && startMs + lengthMs <= stretch.endMs) {
      slots.push({ startMs, endMs: startMs + lengthMs });
      if (slots.length >= shape.count) return slots;
      startMs = nextOnGrid(startMs + lengthMs, stretch.endMs, shape);
    }
  }
  return slots;
}

/** The first instant of the stretch at which the clocks show a multiple of the step; null when there is none. */
function nextOnGrid(startMs: number, endMs: number, { stepMinutes, zone }: SlotShape): number | null {
  const stepMs = stepMinutes * minuteMs;
  // A step or a day ahead at most: the rest of the stretch needs no look at its clocks.
  const window = { startMs, endMs: Math.min(endMs, startMs + dayMs + stepMs) };
  for (const segment of zoneSegments(zone, window)) {
    const wallMs = segment.startMs + segment.offsetMs;
    const midnightMs = Math.floor(wallMs / dayMs) * dayMs;
    const onGridMs = midnightMs + Math.ceil((wallMs - midnightMs) / stepMs) * stepMs;
    const atMs = Math.min(onGridMs, midnightMs + dayMs) - segment.offsetMs;
    // The day's own grid ends at midnight, where the next one begins.
    if (atMs < segment.endMs) return atMs;
  }
  return null;
}
