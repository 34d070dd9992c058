import {
  AuthError,
  ForbiddenError,
  GoneError,
  RateLimitError,
  RejectedError,
  UnreachableError,
  UnreadableError,
} from '../../http/errors';
import { type HttpAnswer, isHtml } from '../../http/request';
import { readRetryAfter } from '../../http/retry-after';

/** Halo promises no `Retry-After`; its window is 300 requests in a rolling 5 minutes, so a minute frees some. */
const rateLimitPauseMs = 60_000;

/** The one switch from Halo's refusals to errors. `answer.status` is not 2xx. */
export function toHaloError(answer: HttpAnswer, nowMs: number): Error {
  const { status, host } = answer;
  const said = readHaloMessage(answer.text) || `${host} answered with HTTP ${status}`;
  switch (status) {
    case 401:
      return new AuthError(said);
    case 403:
      return new ForbiddenError(said, status);
    case 404:
      // A page in place of the API (wrong address, a proxy) proves nothing about the record.
      if (isHtml(answer.text)) return new UnreadableError(`${host} answered with a web page instead of JSON`, host);
      return new GoneError(said);
    case 429:
      return new RateLimitError(said, readRetryAfter(answer.headers, nowMs, rateLimitPauseMs));
  }
  if (status >= 500) return new UnreachableError(said, 'server', host, status);
  return new RejectedError(said, status);
}

const longestMessage = 500;

/** The server's own words out of any of its error bodies; untrusted text, empty when there are none. */
export function readHaloMessage(body: string): string {
  if (isHtml(body)) return '';
  let words: unknown = body;
  try {
    words = fromFields(JSON.parse(body));
  } catch {
    // Not JSON: Halo also answers in plain text, which then is the message.
  }
  return typeof words === 'string' ? words.trim().slice(0, longestMessage) : '';
}

/** Most telling first: token errors, Halo's own, .NET exceptions, validation problems (RFC 9457). */
const messageFields = [
  'error_description',
  'errorMessage',
  'Message',
  'message',
  'error',
  'detail',
  'title',
  '_warning',
];

function fromFields(body: unknown): unknown {
  if (typeof body === 'string') return body;
  if (typeof body !== 'object' || body === null) return '';
  const fields = new Map<string, unknown>(Object.entries(body));
  return messageFields.map((name) => fields.get(name)).find((words) => typeof words === 'string' && words !== '');
}
