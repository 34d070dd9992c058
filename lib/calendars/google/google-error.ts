import {
  AuthError,
  DuplicateError,
  ForbiddenError,
  GoneError,
  RateLimitError,
  RejectedError,
  StaleEtagError,
  SyncTokenExpiredError,
  UnreachableError,
  UnreadableError,
} from '../../http/errors';
import { type HttpAnswer, isHtml } from '../../http/request';
import { readRetryAfter } from '../../http/retry-after';
import { GoogleFailure } from './schemas';

export type GoogleVerdict =
  | 'signIn'
  | 'forbidden'
  | 'waitAMinute'
  | 'waitAnHour'
  | 'stale'
  | 'gone'
  | 'duplicate'
  | 'readAll'
  | 'rejected'
  | 'serverFault'
  | 'unreadable';

interface Rule {
  readonly status: number;
  /** Absent: every other reason. */
  readonly reasons?: readonly string[];
  /** In the message, where the reason says too little. */
  readonly message?: RegExp;
  readonly verdict: GoogleVerdict;
}

/**
 * What each refusal asks of us; the first rule that fits decides. From
 * https://developers.google.com/calendar/api/guides/errors, with the forms that other clients have met.
 */
const rules: readonly Rule[] = [
  { status: 400, message: /invalid sync token/i, verdict: 'readAll' },
  { status: 400, message: /invalid sequence value/i, verdict: 'stale' },
  { status: 400, verdict: 'rejected' },
  { status: 401, verdict: 'signIn' },
  { status: 403, reasons: ['userRateLimitExceeded', 'rateLimitExceeded'], verdict: 'waitAMinute' },
  { status: 403, reasons: ['quotaExceeded', 'dailyLimitExceeded', 'variableTermLimitExceeded'], verdict: 'waitAnHour' },
  // A box of the consent page that was left out: signing in again shows it again.
  { status: 403, reasons: ['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'], verdict: 'signIn' },
  { status: 403, verdict: 'forbidden' },
  { status: 404, verdict: 'gone' },
  { status: 409, reasons: ['conflict'], verdict: 'stale' },
  { status: 409, verdict: 'duplicate' },
  { status: 410, reasons: ['fullSyncRequired', 'updatedMinTooLongAgo'], verdict: 'readAll' },
  { status: 410, verdict: 'gone' },
  { status: 412, verdict: 'stale' },
  { status: 429, reasons: ['quotaExceeded', 'dailyLimitExceeded'], verdict: 'waitAnHour' },
  { status: 429, verdict: 'waitAMinute' },
];

export function classifyGoogleFailure(status: number, reasons: readonly string[], message: string): GoogleVerdict {
  const rule = rules.find(
    (one) =>
      one.status === status &&
      (one.reasons === undefined || one.reasons.some((reason) => reasons.includes(reason))) &&
      (one.message === undefined || one.message.test(message)),
  );
  if (rule !== undefined) return rule.verdict;
  if (status >= 500) return 'serverFault';
  return status >= 400 ? 'rejected' : 'unreadable';
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The one switch from Google's refusals to errors. `answer.status` is not 2xx; `random` spreads the next tries. */
export function toGoogleError(answer: HttpAnswer, nowMs: number, random: () => number): Error {
  const { status, host, headers } = answer;
  const failure = readFailure(answer.text);
  const said = failure.message || `${host} answered with HTTP ${status}`;
  switch (classifyGoogleFailure(status, failure.reasons, failure.message)) {
    case 'signIn':
      return new AuthError(said);
    case 'forbidden':
      return new ForbiddenError(said, status);
    case 'waitAMinute':
      return new RateLimitError(said, readRetryAfter(headers, nowMs, Math.round(minuteMs * (0.5 + random() / 2))));
    case 'waitAnHour':
      return new RateLimitError(said, readRetryAfter(headers, nowMs, Math.round(hourMs * (1 + random() / 4))));
    case 'stale':
      return new StaleEtagError(said);
    case 'gone':
      // A page in place of the API proves nothing about the record.
      if (isHtml(answer.text)) return new UnreadableError(`${host} answered with a web page instead of JSON`, host);
      return new GoneError(said);
    case 'duplicate':
      return new DuplicateError(said);
    case 'readAll':
      return new SyncTokenExpiredError(said);
    case 'rejected':
      return new RejectedError(said, status);
    case 'serverFault':
      return new UnreachableError(said, 'server', host, status);
    case 'unreadable':
      return new UnreadableError(said, host);
  }
}

const longestMessage = 500;

function readFailure(body: string): { readonly reasons: readonly string[]; readonly message: string } {
  const failure = GoogleFailure.safeParse(parseOrNull(body));
  if (!failure.success) return { reasons: [], message: '' };
  const { message = '', errors = [], details = [] } = failure.data.error;
  const reasons = [...errors, ...details].map(({ reason }) => reason ?? '').filter((reason) => reason !== '');
  return { reasons, message: message.slice(0, longestMessage) };
}

function parseOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A proxy's page or nothing: then only the status speaks.
    return null;
  }
}
