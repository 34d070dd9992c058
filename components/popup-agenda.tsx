import type { AgendaItem } from '../lib/domain/popup-view';
import { Icon } from './icon';
import { sideName } from './problem-text';
import { isWithinOneDay, localDay, noonOf, spanText } from './relative-time';
import { useTexts } from './texts';
import { dayText, longDayText } from './time-format';
import { WebLink } from './web-link';

/** Today and tomorrow as they stand in the record; a record of yesterday shows its tomorrow as today. */
export function PopupAgenda(props: {
  readonly items: readonly AgendaItem[];
  readonly wasRead: boolean;
  readonly now: number;
}) {
  const t = useTexts();
  const days = [
    { day: localDay(props.now), name: t('popupToday') },
    { day: localDay(props.now, 1), name: t('popupTomorrow') },
  ];
  return (
    <section class="popup-section" aria-labelledby="popup-agenda">
      <h2 id="popup-agenda">{t('popupAgenda')}</h2>
      <ul class="agenda" aria-labelledby="popup-agenda">
        {days.map(({ day, name }) => {
          const items = props.items.filter((item) => item.day === day);
          return (
            <li key={day} class="agenda-day">
              <h3>
                {name} <span class="agenda-date">{longDayText(noonOf(day))}</span>
              </h3>
              {items.length === 0 ? (
                <p class="quiet">{t(props.wasRead ? 'popupDayEmpty' : 'popupAgendaUnread')}</p>
              ) : (
                <AgendaRows items={items} now={props.now} label={name} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function PopupOutside(props: {
  readonly items: readonly AgendaItem[];
  readonly wasRead: boolean;
  readonly now: number;
}) {
  const t = useTexts();
  const upcoming = props.items.filter((item) => item.endMs > props.now);
  return (
    <section class="popup-section" aria-labelledby="popup-outside">
      <h2 id="popup-outside">{t('popupOutside')}</h2>
      {upcoming.length === 0 ? (
        <p class="quiet">{t(props.wasRead ? 'popupOutsideNone' : 'popupAgendaUnread')}</p>
      ) : (
        <AgendaRows items={upcoming} now={props.now} label={t('popupOutside')} withDay />
      )}
    </section>
  );
}

function AgendaRows(props: {
  readonly items: readonly AgendaItem[];
  readonly now: number;
  readonly label: string;
  readonly withDay?: boolean;
}) {
  return (
    <ul class="agenda-rows" aria-label={props.label}>
      {props.items.map((item) => (
        <AgendaRow
          key={item.key}
          item={item}
          now={props.now}
          day={props.withDay === true ? dayText(noonOf(item.day)) : null}
        />
      ))}
    </ul>
  );
}

function AgendaRow(props: { readonly item: AgendaItem; readonly now: number; readonly day: string | null }) {
  const t = useTexts();
  const { item, day } = props;
  const isNow = !item.isAllDay && item.startMs <= props.now && props.now < item.endMs;
  const time = item.isAllDay ? t('popupAllDay') : spanText(item.startMs, item.endMs);
  const subject = item.subject.trim() === '' ? t('popupNoSubject') : item.subject;
  return (
    <li class={isNow ? 'agenda-row agenda-row-now' : 'agenda-row'}>
      <p class="agenda-time">
        {day !== null && (item.isAllDay || isWithinOneDay(item.startMs, item.endMs)) && <span>{day}</span>}
        <span>{time}</span>
        {isNow && <span class="pill pill-now">{t('popupNow')}</span>}
      </p>
      <div>
        <p class="agenda-subject" dir="auto">
          {subject}
        </p>
        {item.isOutsideHours && day === null && (
          <p class="agenda-mark">
            <span class="pill pill-outside">
              <Icon name="clock" />
              {t('popupOutsideMark')}
            </span>
          </p>
        )}
        <p class="agenda-where">
          {item.ticketId !== null && (
            <span>
              <span class="visually-hidden">{t('popupTicket')}</span> #{item.ticketId}
            </span>
          )}
          {item.on.map((place) => (
            <WebLink key={place.side} url={place.url} otherwise={sideName(t, place.side)}>
              {sideName(t, place.side)}
              <span class="visually-hidden">: {subject}</span>
            </WebLink>
          ))}
        </p>
      </div>
    </li>
  );
}
