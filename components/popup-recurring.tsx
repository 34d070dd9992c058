import type { RecurringMaster, RecurringMasters } from '../lib/domain/recurring-master';
import { sideName } from './problem-text';
import { useTexts } from './texts';
import { dayText } from './time-format';
import { WebLink } from './web-link';

/** The series that the helpdesk's own calendar hides, folded; nothing where there is none. */
export function PopupRecurring(props: { readonly recurring: RecurringMasters; readonly now: number }) {
  const t = useTexts();
  const { masters, isCut } = props.recurring;
  if (masters.length === 0) return null;
  return (
    <details class="popup-recurring">
      <summary>{t('popupRecurring')}</summary>
      <p class="quiet">{t('popupRecurringWhy')}</p>
      <ul class="agenda-rows" aria-label={t('popupRecurring')}>
        {masters.map((master) => (
          <MasterRow key={master.id} master={master} now={props.now} />
        ))}
      </ul>
      {isCut && <p class="quiet">{t('popupRecurringMore')}</p>}
    </details>
  );
}

function MasterRow({ master, now }: { readonly master: RecurringMaster; readonly now: number }) {
  const t = useTexts();
  const { rule, startMs, url } = master;
  const subject = master.subject === '' ? t('popupNoSubject') : master.subject;
  const helpdesk = sideName(t, 'helpdesk');
  return (
    <li class="recurring-row">
      <p class="agenda-subject" dir="auto">
        {subject}
      </p>
      <p class="agenda-where">
        {rule !== '' && <bdi>{rule}</bdi>}
        {startMs !== null && startMs > now && <span>{t('popupRecurringNext', dayText(startMs))}</span>}
        <WebLink url={url} otherwise={helpdesk}>
          {helpdesk}
          <span class="visually-hidden">: {subject}</span>
        </WebLink>
      </p>
    </li>
  );
}
