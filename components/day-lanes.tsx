import type { TargetedMouseEvent } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import type { DraftAttendee } from '../lib/domain/draft';
import type { FormView } from '../lib/domain/form-view';
import type { Interval } from '../lib/domain/span';
import { changeWithin, createDayScale, type DayScale, placeOn, stepMs } from './day-scale';
import { Icon } from './icon';
import { type Lane, laneOf, laneState } from './lane-content';
import { LaneRow } from './lane-row';
import { clashText } from './lane-text';
import { ProposedBlock } from './proposed-block';
import { useTexts } from './texts';
import { hourText, longDayText, zoneText } from './time-format';
import { useScrollToWork } from './use-scroll-to-work';
import { useShowAll } from './use-show-all';

interface DayLanesProps {
  readonly view: Pick<FormView, 'people' | 'time'>;
  /** Everybody who is ticked. */
  readonly attendees: readonly DraftAttendee[];
  readonly date: string;
  readonly zone: string;
  readonly now: number;
  /** Null while the fields say no time. */
  readonly proposed: Interval | null;
  readonly isAllDay: boolean;
  readonly onPropose: (interval: Interval) => void;
  readonly onTurn: (days: 1 | -1) => void;
}

const lanesAtFirst = 12;

/** Everybody's day side by side, with the proposed time across it. */
export function DayLanes({ view, attendees, date, zone, now, proposed, isAllDay, onPropose, onTurn }: DayLanesProps) {
  const t = useTexts();
  const id = useId();
  const scale = useMemo(() => createDayScale(date, zone), [date, zone]);
  const { people, time } = view;
  const lanes = useMemo(
    () => (scale ? attendees.map((person) => laneOf(person, { people, time }, scale)) : []),
    [scale, attendees, people, time],
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend that cannot stand beside buttons
    <div class="form-group day" role="group" aria-labelledby={`${id}-title`}>
      <div class="day-head">
        <h2 class="form-group-title" id={`${id}-title`}>
          {t('formDay')}
        </h2>
        <p class="day-date">
          {scale && (
            <>
              <span>{longDayText(scale.startMs, zone)}</span>
              <span class="day-zone">{zoneText(zone, scale.startMs)}</span>
            </>
          )}
        </p>
        <div class="day-turn">
          <TurnButton icon="back" label={t('formPreviousDay')} disabled={scale === null} onClick={() => onTurn(-1)} />
          <TurnButton icon="next" label={t('formNextDay')} disabled={scale === null} onClick={() => onTurn(1)} />
        </div>
      </div>
      {scale === null ? (
        <p class="field-hint">{t('formDayNoDate')}</p>
      ) : attendees.length === 0 ? (
        <p class="field-hint">{t('formDayNobody')}</p>
      ) : (
        <Lanes {...{ scale, lanes, now, proposed, isAllDay, onPropose, id }} />
      )}
    </div>
  );
}

interface TurnButtonProps {
  readonly icon: 'back' | 'next';
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function TurnButton({ icon, label, disabled, onClick }: TurnButtonProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

interface LanesProps extends Pick<DayLanesProps, 'now' | 'proposed' | 'isAllDay' | 'onPropose'> {
  readonly scale: DayScale;
  readonly lanes: readonly Lane[];
  readonly id: string;
}

function Lanes({ scale, lanes, now, proposed, isAllDay, onPropose, id }: LanesProps) {
  const t = useTexts();
  const { shown, hiddenCount, showAll } = useShowAll(lanes, lanesAtFirst);
  const rows = useMemo(
    () => shown.map((lane) => <LaneRow key={lane.email} lane={lane} scale={scale} />),
    [shown, scale],
  );
  // An all-day appointment stands above the hours: it clashes with none and is nowhere to scroll to.
  const timed = isAllDay ? null : proposed;
  const clash = useMemo(() => (timed ? clashOf(lanes, timed) : null), [lanes, timed]);
  const scroller = useScrollToWork(scale, lanes, timed);
  const nowPlace = placeOn(scale, { startMs: now, endMs: now + 60_000 });

  const hasSlider = timed !== null && placeOn(scale, timed) !== null;

  const jump = (event: TargetedMouseEvent<HTMLDivElement>) => {
    const track = event.currentTarget.querySelector('.lanes-hours');
    if (!track || !timed || !(event.target instanceof Element)) return;
    if (event.target.closest('.proposed, .lane-name')) return;
    const box = track.getBoundingClientRect();
    const fromLeft = (event.clientX - box.left) / box.width;
    const at = getComputedStyle(track).direction === 'rtl' ? 1 - fromLeft : fromLeft;
    if (at < 0 || at > 1) return;
    const targetMs = scale.startMs + Math.floor((at * (scale.endMs - scale.startMs)) / stepMs) * stepMs;
    onPropose(changeWithin(scale, timed, 'move', targetMs - timed.startMs));
  };

  return (
    <>
      {/* Without the slider in it, the box itself takes the keys that scroll. */}
      <div class="lanes-scroll" ref={scroller} tabIndex={hasSlider ? -1 : 0}>
        {/* A press on a free place is a shortcut; the slider and the time fields do the same by keyboard. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
        <div class="lanes" style={{ '--hours': scale.hours.length }} onClick={jump}>
          <div class="lanes-top" aria-hidden="true">
            <span class="lanes-corner" />
            <div class="lanes-hours">
              {scale.hours.map((ms, index) => (
                <span key={ms} style={{ '--at': index / scale.hours.length }}>
                  {hourText(ms, scale.zone)}
                </span>
              ))}
            </div>
          </div>
          <ul class="lanes-rows">{rows}</ul>
          {nowPlace && <span class="lanes-now" style={{ '--at': nowPlace.at }} aria-hidden="true" />}
          {proposed && isAllDay && <span class="proposed proposed-all-day" style={{ '--at': 0, '--length': 1 }} />}
          {timed && hasSlider && (
            <ProposedBlock
              scale={scale}
              proposed={timed}
              hasClash={(clash?.busy.length ?? 0) > 0}
              describedBy={`${id}-keys`}
              onPropose={onPropose}
            />
          )}
        </div>
      </div>
      {hiddenCount > 0 && (
        <button type="button" class="button button-quiet button-small" onClick={showAll}>
          {t('formShowAllLanes', lanes.length)}
        </button>
      )}
      <p class="day-clash" aria-live="polite">
        {clash && clashText(t, clash.busy, clash.unknown)}
      </p>
      <p class="visually-hidden" id={`${id}-keys`}>
        {t('formProposedKeys')}
      </p>
      <Legend hasUnknown={lanes.some((lane) => lane.isBeingRead || lane.unknown.length > 0)} />
    </>
  );
}

function Legend({ hasUnknown }: { readonly hasUnknown: boolean }) {
  const t = useTexts();
  return (
    <ul class="legend" aria-hidden="true">
      <li class="legend-proposed">{t('formLegendProposed')}</li>
      <li class="legend-helpdesk">{t('formHelpdesk')}</li>
      <li class="legend-calendar">{t('formGoogleCalendar')}</li>
      <li class="legend-outside">{t('formLegendOutside')}</li>
      {hasUnknown && <li class="legend-unknown">{t('formLegendUnknown')}</li>}
    </ul>
  );
}

function clashOf(lanes: readonly Lane[], proposed: Interval) {
  const namesBy = (state: 'busy' | 'unknown') =>
    lanes.filter((lane) => laneState(lane, proposed) === state).map((lane) => lane.name);
  return { busy: namesBy('busy'), unknown: namesBy('unknown') };
}
