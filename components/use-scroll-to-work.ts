import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Interval } from '../lib/domain/span';
import type { DayScale } from './day-scale';
import type { Lane } from './lane-content';

/** Brings the working day into sight when the day changes, and the proposed time when it moves out of sight. */
export function useScrollToWork(scale: DayScale, lanes: readonly Lane[], proposed: Interval | null) {
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useRef<{ readonly date: string; readonly proposed: Interval | null }>({ date: '', proposed: null });
  useLayoutEffect(() => {
    const box = scroller.current;
    const track = box?.querySelector('.lanes-hours');
    const last = shown.current;
    shown.current = { date: scale.date, proposed };
    if (!box || !track || (last.date === scale.date && last.proposed === proposed)) return;
    // The place under a pointer that pulls must not run away.
    if (box.querySelector('.proposed:active')) return;

    const width = track.getBoundingClientRect().width;
    const visible = box.clientWidth - (box.scrollWidth - width);
    const pixelsTo = (ms: number) => ((ms - scale.startMs) / (scale.endMs - scale.startMs)) * width;
    const show = (pixels: number) => {
      box.scrollLeft = (getComputedStyle(box).direction === 'rtl' ? -1 : 1) * Math.max(0, pixels);
    };
    const from = pixelsTo(proposed?.startMs ?? Number.POSITIVE_INFINITY);
    const to = pixelsTo(proposed?.endMs ?? Number.NEGATIVE_INFINITY);
    if (last.date !== scale.date) {
      const first = Math.min(pixelsTo(workStart(lanes) ?? scale.startMs + usualStartMs), from);
      show(Math.max(first - edge, to + edgeAfter - visible));
      return;
    }
    const scrolled = Math.abs(box.scrollLeft);
    if (from < scrolled) show(from - edge);
    else if (to > scrolled + visible) show(Math.min(from - edge, to + edgeAfter - visible));
  }, [scale, lanes, proposed]);
  return scroller;
}

/** Pixels left beside what is brought into sight; after it there is room for its time in figures. */
const edge = 16;
const edgeAfter = 72;
const usualStartMs = 8 * 60 * 60_000;

/** The first one's day, who is as a rule the agent that the day belongs to; a colleague's may begin at night. */
function workStart(lanes: readonly Lane[]): number | null {
  return lanes.find((lane) => lane.working?.[0])?.working?.[0]?.startMs ?? null;
}
