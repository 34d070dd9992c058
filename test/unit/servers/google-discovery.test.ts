import { describe, expect, test } from 'vitest';
import { createMethods } from '../../servers/google/calendar-methods';
import { readDiscoveryCheck } from '../../servers/google/discovery-check';

const check = readDiscoveryCheck();
const title = check === null ? 'discovery check (skipped: ../shared/data is absent)' : 'discovery check';

describe.skipIf(check === null)(title, () => {
  const times = { start: { date: '2025-03-04' }, end: { date: '2025-03-05' } };

  test.each([
    ['an unknown field', { ...times, titel: 'x' }, ['events.insert.titel is unknown']],
    ['another type', { ...times, summary: 5 }, ['events.insert.summary is no text']],
    ['a broken date', { ...times, start: { date: '4.3.2025' } }, ['events.insert.start.date is no date: 4.3.2025']],
    ['a missing end', { start: times.start }, ['events.insert.end is missing']],
    ['a text in a list of people', { ...times, attendees: ['a@x'] }, ['events.insert.attendees[0] is no object']],
    [
      'a property that is no text',
      { ...times, extendedProperties: { private: { a: 1 } } },
      ['events.insert.extendedProperties.private.a is no text'],
    ],
    ['nothing wrong', times, []],
  ])('%s in a body is found', (_, body, findings) => {
    expect(check?.request('events.insert', body, 'complete')).toEqual(findings);
  });

  test('a patch may remove fields and leave required ones out', () => {
    expect(check?.request('events.patch', { start: { date: null }, location: null }, 'patch')).toEqual([]);
    expect(check?.request('events.patch', { locaton: 'x' }, 'patch')).toEqual(['events.patch.locaton is unknown']);
  });

  test.each([
    ['maxResults=0', ['events.list?maxResults is less than 1']],
    ['orderBy=start', ['events.list?orderBy cannot be "start"']],
    ['singleEvents=yes', ['events.list?singleEvents is neither true nor false']],
    ['timeMin=today', ['events.list?timeMin is no date-time: today']],
    ['pageSize=5', ['events.list has no parameter "pageSize"']],
    ['syncToken=a&syncToken=b', ['events.list takes "syncToken" once']],
    ['eventTypes=default&eventTypes=focusTime&fields=items', []],
  ])('the query %s', (query, findings) => {
    expect(check?.query('events.list', new URLSearchParams(query))).toEqual(findings);
  });

  test('an answer with a field that Google does not have is found', () => {
    expect(check?.answer('events.list', { kind: 'calendar#events', items: [{ id: 'a', color: 'red' }] })).toEqual([
      'events.list.items[0].color is unknown',
    ]);
  });

  test('every method of the server is opened by scopes that Google names for it', () => {
    const unused = () => ({ kind: 'noContent' }) as const;
    const events = { list: unused, instances: unused, get: unused, insert: unused, import: unused, update: unused };
    const methods = createMethods({ ...events, patch: unused, delete: unused }, unused);
    expect(methods.length).toBeGreaterThan(9);
    for (const { id, scopes } of methods) {
      expect(check?.scopes(id), id).toEqual(expect.arrayContaining([...scopes]));
    }
  });
});
