import type { Side } from '../lib/domain/appointment';
import type { Problem } from '../lib/domain/problem';
import type { TextKey, Texts } from './texts';
import { clockText } from './time-format';

/** What happened and what to do next, in one or two sentences; a server's own words are quoted as plain text. */
export function problemText(t: Texts, problem: Problem): string {
  switch (problem.kind) {
    case 'offline':
      return t('problemOffline');
    case 'timeout':
      return t('problemTimeout', problem.host);
    case 'needsSignIn':
      return t('problemNeedsSignIn', sideName(t, problem.side));
    case 'notConnected':
      return t('problemNotConnected', sideSubject(t, problem.side));
    case 'rateLimited':
      return t('problemRateLimited', sideSubject(t, problem.side), clockText(problem.retryAtMs));
    case 'refused':
      return withDetail(t, t('problemRefused', sideSubject(t, problem.side), problem.status), problem.detail);
    case 'serverError':
      return t('problemServerError', problem.host, problem.status);
    case 'unreadable':
      return withDetail(t, t('problemUnreadable', problem.host), problem.detail);
    case 'invalidDraft':
      return withDetail(t, t('problemInvalidDraft'), problem.detail);
    case 'notFound':
      return t('problemNotFound', problem.what);
    case 'changedMeanwhile':
      return t('problemChangedMeanwhile', sideName(t, problem.side));
    case 'readOnlyCalendar':
      return t('problemReadOnlyCalendar', problem.calendar);
    case 'notStored':
      return withDetail(t, t('problemNotStored'), problem.detail);
    case 'unexpected':
      return withDetail(t, t('problemUnexpected'), problem.detail);
  }
}

/** The same of what is long over: when it would go on is no news any more. */
export function pastProblemText(t: Texts, problem: Problem, now: number): string {
  const isOver = problem.kind === 'rateLimited' && problem.retryAtMs < now;
  return isOver ? t('problemRateLimitedThen', sideSubject(t, problem.side)) : problemText(t, problem);
}

const sideKeys: Record<Side, TextKey> = { helpdesk: 'formHelpdesk', calendar: 'formGoogleCalendar' };

/** "Helpdesk" or "Google Calendar". */
export function sideName(t: Texts, side: Side): string {
  return t(sideKeys[side]);
}

/** The same where it begins a sentence. */
export function sideSubject(t: Texts, side: Side): string {
  return t(side === 'helpdesk' ? 'sideHelpdesk' : 'formGoogleCalendar');
}

/** A remote text may be a whole page of HTML: its beginning is enough to recognise it. */
const longestDetail = 300;

function withDetail(t: Texts, sentence: string, detail: string): string {
  const words = detail.replace(/\s+/g, ' ').trim();
  if (words === '') return sentence;
  const short = words.length > longestDetail ? `${words.slice(0, longestDetail)}…` : words;
  return `${sentence} ${t('problemDetail', short)}`;
}
