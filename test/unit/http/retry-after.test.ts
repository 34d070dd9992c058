import { expect, test } from 'vitest';
import { readRetryAfter } from '../../../lib/http/retry-after';

const now = Date.parse('2026-11-23T09:00:00Z');
const hourMs = 3_600_000;

test.each([
  ['seconds', '120', now + 120_000],
  ['a date', 'Mon, 23 Nov 2026 09:05:00 GMT', now + 300_000],
  ['nothing', null, now + 60_000],
  ['words', 'soon', now + 60_000],
  ['no seconds at all', '0', now + 60_000],
  ['a date that is past, by a clock that is wrong', 'Mon, 23 Nov 2026 08:00:00 GMT', now + 60_000],
  ['next year', '31536000', now + 24 * hourMs],
])('Retry-After with %s', (_what, value, expected) => {
  const headers = new Headers(value === null ? {} : { 'retry-after': value });
  expect(readRetryAfter(headers, now, 60_000)).toBe(expected);
});
