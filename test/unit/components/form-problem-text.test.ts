// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { problemText } from '../../../components/problem-text';
import type { Problem } from '../../../lib/domain/problem';
import { galleryTexts } from '../../gallery/gallery-texts';

const problems: readonly Problem[] = [
  { kind: 'offline' },
  { kind: 'timeout', host: 'acme.halopsa.com' },
  { kind: 'needsSignIn', side: 'calendar' },
  { kind: 'notConnected', side: 'helpdesk' },
  { kind: 'rateLimited', side: 'helpdesk', retryAtMs: Date.parse('2026-11-25T10:00:00Z') },
  { kind: 'refused', side: 'calendar', status: 403, detail: 'Rate <b>limit</b>' },
  { kind: 'serverError', host: 'www.googleapis.com', status: 503 },
  { kind: 'unreadable', host: 'acme.halopsa.com', detail: '' },
  { kind: 'invalidDraft', detail: 'endBeforeStart' },
  { kind: 'notFound', what: 'Ticket 1001' },
  { kind: 'changedMeanwhile', side: 'calendar' },
  { kind: 'readOnlyCalendar', calendar: 'Bank holidays' },
  { kind: 'notStored', detail: 'The disk is full' },
  { kind: 'unexpected', detail: 'x'.repeat(5_000) },
];

describe.each(['en', 'de'])('a problem in %s', (language) => {
  const t = galleryTexts(language);

  test.each(problems)('$kind is a sentence of its own', (problem) => {
    const text = problemText(t, problem);
    expect(text).not.toContain('!problem');
    expect(text).not.toMatch(/\$\d|undefined/);
    expect(text.length).toBeGreaterThan(30);
    expect(text.length).toBeLessThan(600);
    const others = problems.filter((other) => other !== problem).map((other) => problemText(t, other));
    expect(others).not.toContain(text);
  });
});

test('a server is quoted in its own words, cut short', () => {
  const t = galleryTexts('en');
  const page = `<html>\n\n  <body>${'nonsense '.repeat(200)}`;
  const text = problemText(t, { kind: 'refused', side: 'helpdesk', status: 400, detail: page });
  expect(text).toContain('It says: “<html> <body>nonsense');
  expect(text).toContain('…”');
});
