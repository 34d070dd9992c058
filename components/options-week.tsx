import type { Holiday, MinuteRange, WorkingHours } from '../lib/domain/workday';
import { Notice } from './loaded';
import { localDay, noonOf } from './relative-time';
import { type Texts, useTexts } from './texts';
import { dayText, minutesText, weekdayText, zoneText } from './time-format';

/** A person's weekly plan as the helpdesk holds it, and what is off ahead. */
export function AgentWeek(props: {
  readonly name: string;
  readonly hours: WorkingHours | null;
  readonly holidays: readonly Holiday[];
  readonly now: number;
}) {
  const t = useTexts();
  return (
    <>
      {props.hours === null ? (
        <Notice tone="warning">{t('optionsNoWorkday', props.name)}</Notice>
      ) : (
        <Week name={props.name} hours={props.hours} now={props.now} />
      )}
      <HolidaysAhead holidays={props.holidays} now={props.now} />
    </>
  );
}

function Week(props: { readonly name: string; readonly hours: WorkingHours; readonly now: number }) {
  const t = useTexts();
  const { hours } = props;
  return (
    <>
      {hours.zone.kind === 'unknown' && (
        <Notice tone="error">
          {hours.zone.name === ''
            ? t('optionsNoZone', hours.name)
            : t('optionsUnknownZone', hours.name, hours.zone.name)}
        </Notice>
      )}
      <table class="table week">
        <caption>
          <strong>{t('optionsHoursOf', props.name)}</strong>{' '}
          <span class="quiet">
            {hours.name}
            {hours.zone.kind === 'known' && ` · ${t('optionsZoneOf', zoneText(hours.zone.zone, props.now))}`}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('optionsColDay')}</th>
            <th scope="col">{t('optionsColHours')}</th>
            <th scope="col">{t('optionsColBreaks')}</th>
          </tr>
        </thead>
        <tbody>
          {hours.days.map((day, index) => {
            const weekday = weekdayText(mondayNoonMs + index * dayMs, 'UTC');
            return (
              <tr key={weekday}>
                <th scope="row">{weekday}</th>
                {day === null ? (
                  <td colSpan={2} class="day-off">
                    {t('optionsDayOff')}
                  </td>
                ) : (
                  <>
                    <td>{rangeText(day)}</td>
                    <td>{day.breaks.length === 0 ? t('optionsNoBreaks') : day.breaks.map(rangeText).join(', ')}</td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

/** 1 January 2024, a Monday, at noon UTC. */
const mondayNoonMs = Date.UTC(2024, 0, 1, 12);
const dayMs = 86_400_000;

function HolidaysAhead({ holidays, now }: { readonly holidays: readonly Holiday[]; readonly now: number }) {
  const t = useTexts();
  const today = localDay(now);
  const ahead = holidays
    .filter(({ lastDay }) => lastDay >= today)
    .sort((one, other) => one.firstDay.localeCompare(other.firstDay));
  return (
    <div class="stack-small">
      <h2 id="holidays-title" class="minor-heading">
        {t('optionsHolidays')}
      </h2>
      {ahead.length === 0 ? (
        <p class="quiet">{t('optionsHolidaysNone')}</p>
      ) : (
        <ul class="holidays" aria-labelledby="holidays-title">
          {ahead.map((holiday) => (
            <li key={`${holiday.firstDay} ${holiday.name}`}>
              <span class="holiday-days">{daysText(holiday)}</span>
              <bdi>{holidayName(t, holiday)}</bdi>
              <span class="pill">{kindName(t, holiday)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function daysText({ firstDay, lastDay, part }: Holiday): string {
  const days =
    firstDay === lastDay ? dayText(noonOf(firstDay)) : `${dayText(noonOf(firstDay))} – ${dayText(noonOf(lastDay))}`;
  return part === undefined ? days : `${days}, ${rangeText(part)}`;
}

function holidayName(t: Texts, holiday: Holiday): string {
  return holiday.name.trim() === '' ? kindName(t, holiday) : holiday.name;
}

function kindName(t: Texts, { of }: Holiday): string {
  return t(of.kind === 'agent' ? 'optionsLeave' : 'optionsHoliday');
}

function rangeText({ start, end }: MinuteRange): string {
  return `${minutesText(start)} – ${minutesText(end)}`;
}
