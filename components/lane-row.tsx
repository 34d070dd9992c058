import type { Interval } from '../lib/domain/span';
import { type DayScale, placeOn } from './day-scale';
import type { Lane } from './lane-content';
import { laneText } from './lane-text';
import { sideName } from './problem-text';
import { useTexts } from './texts';

/** One attendee's day, drawn for the eye and said in words for everybody else. */
export function LaneRow({ lane, scale }: { readonly lane: Lane; readonly scale: DayScale }) {
  const t = useTexts();
  return (
    <li class="lane">
      <span class="visually-hidden">{laneText(t, lane, scale)}</span>
      <div class="lane-name" aria-hidden="true">
        <bdi class="lane-person">{lane.name}</bdi>
        {lane.holidays.length > 0 && <span class="lane-marks">{lane.holidays.join(', ')}</span>}
      </div>
      <div class={trackClass(lane)} aria-hidden="true">
        {lane.working?.map((range) => (
          <span key={range.startMs} class="lane-open" style={placed(scale, range)} />
        ))}
        <NotKnown lane={lane} />
        {lane.blocks.map((block) => (
          <span
            key={`${block.side} ${block.startMs} ${block.endMs}`}
            class={`lane-block lane-${block.side}`}
            style={placed(scale, block)}
            title={block.label}
          >
            {block.label}
          </span>
        ))}
      </div>
    </li>
  );
}

/** The pattern and the words: what is not known must not look like free time. */
function NotKnown({ lane }: { readonly lane: Lane }) {
  const t = useTexts();
  if (lane.isBeingRead) return <Pattern half="" text={t('formLaneReading')} />;
  if (lane.unknown.length > 1) return <Pattern half="" text={t('formLegendUnknown')} />;
  const [side] = lane.unknown;
  return side ? <Pattern half={`lane-${side}`} text={t('formLaneNotKnown', sideName(t, side))} /> : null;
}

function Pattern({ half, text }: { readonly half: string; readonly text: string }) {
  return (
    <span class={`lane-unknown ${half}`}>
      <span class="lane-unknown-text">{text}</span>
    </span>
  );
}

/** Hours that nobody knows are drawn plain, neither open nor closed. */
function trackClass(lane: Lane): string {
  if (lane.working === null) return 'lane-track lane-track-plain';
  return lane.holidays.length > 0 && lane.working.length === 0 ? 'lane-track lane-track-holiday' : 'lane-track';
}

/** For elements whose containing block is the whole day. */
export function placed(scale: DayScale, interval: Interval): { readonly '--at': number; readonly '--length': number } {
  const place = placeOn(scale, interval);
  return { '--at': place?.at ?? 0, '--length': place?.length ?? 0 };
}
