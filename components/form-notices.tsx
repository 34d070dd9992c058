import type { FormNotice, FormView } from '../lib/domain/form-view';
import { Icon } from './icon';
import { problemText, sideName } from './problem-text';
import type { Texts } from './texts';
import { useTexts } from './texts';
import { clockText, dayText } from './time-format';

interface FormNoticesProps {
  readonly view: Pick<FormView, 'notices' | 'helpdeskConnected' | 'calendarConnected'>;
}

/** Things to know before saving; none of them stops the agent. */
export function FormNotices({ view }: FormNoticesProps) {
  const t = useTexts();
  const sentences: { readonly text: string; readonly isWarning: boolean }[] = [];
  if (!view.helpdeskConnected && !view.calendarConnected) {
    sentences.push({ text: t('formNoticeNothingConnected'), isWarning: true });
  } else if (!view.helpdeskConnected) {
    sentences.push({ text: t('formNoticeNoHelpdesk'), isWarning: true });
  } else if (!view.calendarConnected) {
    sentences.push({ text: t('formNoticeNoCalendar'), isWarning: true });
  }
  for (const notice of view.notices) {
    sentences.push({ text: noticeText(t, notice), isWarning: isWarning(notice) });
  }
  if (sentences.length === 0) return null;
  return (
    <ul class="form-notices" aria-label={t('formNotices')}>
      {sentences.map(({ text, isWarning }) => (
        <li key={text} class={isWarning ? 'form-notice form-notice-warning' : 'form-notice'}>
          <Icon name={isWarning ? 'warning' : 'info'} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function isWarning(notice: FormNotice): boolean {
  return notice.kind !== 'ticketWithoutAgent' && notice.kind !== 'agentWithoutWorkday';
}

function noticeText(t: Texts, notice: FormNotice): string {
  switch (notice.kind) {
    case 'agentWithoutEmail':
      return t('formNoticeAgentWithoutEmail', notice.name);
    case 'agentUnknown':
      return t('formNoticeAgentUnknown', notice.agentId);
    case 'agentDisabled':
      return t('formNoticeAgentDisabled', notice.name);
    case 'agentWithoutWorkday':
      return t('formNoticeAgentWithoutWorkday', notice.name);
    case 'unknownZone':
      if (notice.zone === '') return t('formNoticeNoZone', notice.name);
      return t('formNoticeUnknownZone', notice.name, notice.zone);
    case 'ticketWithoutAgent':
      return t('formNoticeTicketWithoutAgent');
    case 'ticketNotRead':
      return t('formNoticeTicketNotRead', notice.ticketId, problemText(t, notice.problem));
    case 'ticketIsOld':
      return t('formNoticeTicketIsOld', notice.ticketId, dayAndClock(notice.readAtMs), problemText(t, notice.problem));
    case 'signedOut':
      return t('formNoticeSignedOut', sideName(t, notice.side));
    case 'directoryIsOld':
      return t('formNoticeDirectoryIsOld', dayAndClock(notice.readAtMs), problemText(t, notice.problem));
    case 'rowsSkipped':
      return notice.count === 1 ? t('formNoticeRowsSkippedOne') : t('formNoticeRowsSkippedOther', notice.count);
  }
}

function dayAndClock(atMs: number): string {
  return `${dayText(atMs)}, ${clockText(atMs)}`;
}
