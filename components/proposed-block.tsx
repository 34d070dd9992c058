import type { TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import type { Interval } from '../lib/domain/span';
import { type Change, changeWithin, type DayScale, stepMs } from './day-scale';
import { placed } from './lane-row';
import { spokenRange } from './lane-text';
import { useTexts } from './texts';
import { clockRangeText, longDayText } from './time-format';

interface ProposedBlockProps {
  readonly scale: DayScale;
  readonly proposed: Interval;
  readonly hasClash: boolean;
  readonly describedBy: string;
  readonly onPropose: (interval: Interval) => void;
}

interface Drag {
  readonly change: Change;
  readonly fromX: number;
  readonly from: Interval;
  /** How much time one pixel is; negative where the day runs from right to left. */
  readonly msPerPixel: number;
}

/** The time of the appointment across all lanes: one slider that moves, and two ends to pull. */
export function ProposedBlock({ scale, proposed, hasClash, describedBy, onPropose }: ProposedBlockProps) {
  const t = useTexts();
  const drag = useRef<Drag | null>(null);

  const propose = (interval: Interval) => {
    if (interval.startMs !== proposed.startMs || interval.endMs !== proposed.endMs) onPropose(interval);
  };
  const press = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const byMs = keyStep(event, isRightToLeft(event.currentTarget));
    if (byMs === null) return;
    event.preventDefault();
    propose(changeWithin(scale, proposed, event.shiftKey ? 'end' : 'move', byMs));
  };
  const grab = (event: TargetedPointerEvent<HTMLDivElement>) => {
    const block = event.currentTarget;
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const blockWidth = block.getBoundingClientRect().width;
    const length = placed(scale, proposed)['--length'];
    if (blockWidth === 0 || length === 0) return;
    event.preventDefault();
    block.focus({ preventScroll: true });
    block.setPointerCapture(event.pointerId);
    const dayWidth = blockWidth / length;
    const msPerPixel = ((scale.endMs - scale.startMs) / dayWidth) * (isRightToLeft(block) ? -1 : 1);
    drag.current = { change: changeOf(event.target), fromX: event.clientX, from: proposed, msPerPixel };
  };
  const pull = (event: TargetedPointerEvent<HTMLDivElement>) => {
    if (drag.current === null) return;
    const { change, fromX, from, msPerPixel } = drag.current;
    const byMs = Math.round(((event.clientX - fromX) * msPerPixel) / stepMs) * stepMs;
    propose(changeWithin(scale, from, change, byMs));
  };
  const letGo = () => {
    drag.current = null;
  };
  const giveBack = () => {
    if (drag.current) propose(drag.current.from);
    drag.current = null;
  };

  const minutes = (ms: number) => Math.round((ms - scale.startMs) / 60_000);
  return (
    <div
      class={hasClash ? 'proposed proposed-clash' : 'proposed'}
      role="slider"
      tabIndex={0}
      aria-label={t('formProposed')}
      aria-describedby={describedBy}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={minutes(scale.endMs)}
      aria-valuenow={minutes(proposed.startMs)}
      aria-valuetext={`${longDayText(proposed.startMs, scale.zone)}, ${spokenRange(t, proposed, scale.zone)}`}
      style={placed(scale, proposed)}
      onKeyDown={press}
      onPointerDown={grab}
      onPointerMove={pull}
      onPointerUp={letGo}
      onPointerCancel={giveBack}
    >
      <span class="proposed-time">{clockRangeText(proposed.startMs, proposed.endMs, scale.zone)}</span>
      <span class="proposed-end proposed-end-start" data-change="start" />
      <span class="proposed-end proposed-end-end" data-change="end" />
    </div>
  );
}

const hourMs = 60 * 60_000;

function keyStep(event: KeyboardEvent, rightToLeft: boolean): number | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  switch (event.key) {
    case 'ArrowRight':
      return rightToLeft ? -stepMs : stepMs;
    case 'ArrowLeft':
      return rightToLeft ? stepMs : -stepMs;
    case 'ArrowUp':
      return stepMs;
    case 'ArrowDown':
      return -stepMs;
    case 'PageUp':
      return hourMs;
    case 'PageDown':
      return -hourMs;
    default:
      return null;
  }
}

function changeOf(target: Element): Change {
  const end = target instanceof HTMLElement ? target.dataset['change'] : undefined;
  return end === 'start' || end === 'end' ? end : 'move';
}

function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
