import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { googleScopes, missingGoogleBoxes } from '../../../lib/auth/google-scopes';

const prefix = 'https://www.googleapis.com/auth/';

test('Google is asked for the three least scopes, by their whole names', () => {
  expect(googleScopes).toEqual([
    'https://www.googleapis.com/auth/calendar.events',
    'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
    'https://www.googleapis.com/auth/calendar.freebusy',
  ]);
});

test('with all three granted no box is missing', () => {
  expect(missingGoogleBoxes(googleScopes)).toEqual([]);
});

test('with nothing granted all three are missing', () => {
  expect(missingGoogleBoxes([])).toEqual(['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy']);
});

test.each(['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy'])(
  'the box %s is named when it alone was left out',
  (box) => {
    expect(missingGoogleBoxes(googleScopes.filter((scope) => scope !== prefix + box))).toEqual([box]);
  },
);

test('the whole calendar does for every box', () => {
  expect(missingGoogleBoxes([`${prefix}calendar`])).toEqual([]);
});

test('reading every calendar does for the list and for busy times, and not for writing events', () => {
  expect(missingGoogleBoxes([`${prefix}calendar.readonly`])).toEqual(['calendar.events']);
});

test('a scope of another product or another site does for nothing', () => {
  expect(missingGoogleBoxes([`${prefix}gmail.readonly`, 'https://evil.example/auth/calendar'])).toHaveLength(3);
});

const file = new URL('../../../../shared/data/google/calendar-v3.reduced.json', import.meta.url);
describe.skipIf(!existsSync(file))("against Google's discovery document (skipped: ../shared/data is absent)", () => {
  const neededBy = {
    'calendar.events': ['events.list', 'events.get', 'events.insert', 'events.patch', 'events.update', 'events.delete'],
    'calendar.calendarlist.readonly': ['calendarList.list'],
    'calendar.freebusy': ['freebusy.query'],
  };
  const methods: Record<string, { scopes: string[] }> = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8')).methods
    : {};
  const allScopes = new Set(Object.values(methods).flatMap((method) => method.scopes));

  test.each(Object.entries(neededBy))('a scope does for the box %s exactly where Google takes it', (box, names) => {
    for (const scope of allScopes) {
      const opens = names.every((name) => methods[name]?.scopes.includes(scope));
      const isMissing = missingGoogleBoxes([prefix + scope]).some((missing) => missing === box);
      // Scopes that open some calendars only: Google takes them, but they would fail on the agent's calendar.
      const isPartial = ['calendar.app.created', 'calendar.events.owned'].includes(scope);
      expect({ scope, isMissing }).toEqual({ scope, isMissing: !opens || isPartial });
    }
  });
});
