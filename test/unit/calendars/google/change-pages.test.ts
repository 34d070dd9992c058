import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ReadingDeps, readGoogleChanges } from '../../../../lib/calendars/google/change-pages';
import { SyncTokenExpiredError, UnreadableError } from '../../../../lib/http/errors';
import type { ChangePage, ReadRequest } from '../../../../lib/sync/ports';

const window = { startMs: Date.parse('2026-11-01T00:00:00Z'), endMs: Date.parse('2027-05-01T00:00:00Z') };
const nine = { dateTime: '2026-11-23T09:00:00Z', timeZone: 'Europe/London' };
const ten = { dateTime: '2026-11-23T10:00:00Z', timeZone: 'Europe/London' };
const event = (id: string, rest: object = {}) => ({ id, etag: `"${id}"`, start: nine, end: ten, ...rest });

/** Answers each request by its parameters: a body, or a refusal. */
function google(answer: (query: URLSearchParams, number: number) => object | Response, calendarId = 'primary') {
  const queries: URLSearchParams[] = [];
  const deps: ReadingDeps = {
    now: () => 0,
    authorized: { token: async () => 'token', renew: async () => 'token' },
    helpdeskOrigin: 'https://acme.halopsa.com',
    accountEmail: 'leah.novak@acme.example',
    zone: 'Europe/London',
    calendarId,
    fetch: async (address) => {
      const { searchParams } = new URL(address);
      queries.push(searchParams);
      const body = answer(searchParams, queries.length);
      return body instanceof Response ? body : Response.json(body);
    },
  };
  async function read(asked: Partial<ReadRequest> = {}): Promise<readonly ChangePage[]> {
    const request: ReadRequest = { cursor: null, resume: null, want: 'changes', window, ...asked };
    const pages: ChangePage[] = [];
    for await (const page of readGoogleChanges(deps, request).pages) pages.push(page);
    return pages;
  }
  return { deps, queries, read };
}

function refusal(status: number, reason: string, message: string): Response {
  return Response.json({ error: { code: status, message, errors: [{ reason, message }] } }, { status });
}

const twoPages = (query: URLSearchParams) =>
  query.has('pageToken') ? { items: [], nextSyncToken: 'sync-2' } : { items: [], nextPageToken: 'page-2' };

describe('parameters', () => {
  test('are the same for every page of every reading, save the tokens and where a listing begins', async () => {
    const { read, queries } = google(twoPages);
    const pages = await read();
    await read({ cursor: pages.at(-1)?.next ?? null });
    const varying = ['pageToken', 'syncToken', 'timeMin'];
    const constant = queries.map((query) => [...query].filter(([name]) => !varying.includes(name)));
    expect(queries).toHaveLength(4);
    for (const some of constant) expect(some).toEqual(constant[0]);
    expect(Object.fromEntries(constant[0] ?? [])).toMatchObject({ singleEvents: 'false', maxResults: '1000' });
    const names = queries.map((query) => varying.filter((name) => query.has(name)));
    expect(names).toEqual([['timeMin'], ['pageToken', 'timeMin'], ['syncToken'], ['pageToken', 'syncToken']]);
    expect(queries[0]?.get('timeMin')).toBe('2026-11-01T00:00:00Z');
  });

  test('a listing that is gone on with keeps its beginning, whatever the window is by then', async () => {
    const { read, queries } = google(twoPages);
    const [first] = await read();
    await read({ resume: first?.resume ?? null, window: { ...window, startMs: window.startMs + 86_400_000 } });
    expect(queries.at(-1)?.get('timeMin')).toBe('2026-11-01T00:00:00Z');
  });

  test('a token of a Docket that asked with other parameters asks for a listing: Google would not say that it is none', async () => {
    const { read, queries } = google(twoPages);
    const cursor = (await read()).at(-1)?.next ?? '';
    const before = queries.length;
    const older = cursor.replace('"events-2"', '"events-1"');
    expect(older).not.toBe(cursor);
    await expect(read({ cursor: older })).rejects.toThrow(SyncTokenExpiredError);
    expect(queries).toHaveLength(before);
  });

  test('a calendar that gives no token for its changes is listed the next time', async () => {
    const { deps, read } = google(() => ({ items: [event('one')] }));
    const [page] = await read();
    const asked = { cursor: page?.next ?? null, resume: null, want: 'changes', window } as const;
    expect(readGoogleChanges(deps, asked).kind).toBe('listing');
    expect(await read(asked)).toMatchObject([{ records: [{ id: 'one' }], resume: null }]);
  });

  test('a cursor of another calendar asks for a listing', async () => {
    const { read } = google(twoPages);
    const cursor = (await read()).at(-1)?.next ?? null;
    await expect(google(twoPages, 'other').read({ cursor })).rejects.toThrow(SyncTokenExpiredError);
  });
});

describe('what a page tells', () => {
  const only = async (...items: readonly unknown[]) => {
    const [page] = await google(() => ({ items, nextSyncToken: 'sync-1' })).read();
    return page;
  };

  test('a bare tombstone is gone, also that of an exception beyond a cut', async () => {
    const items = ['seedplan0000', 'seedplan0000_20250328T150000Z'].map((id) => ({ id, status: 'cancelled' }));
    expect(await only(...items)).toMatchObject({ gone: items.map(({ id }) => id), exceptions: [], skipped: [] });
  });

  test('a gap in a living series is a cancelled exception, whether or not it names its time', async () => {
    const gap = { id: 'weekly_20261123T090000Z', status: 'cancelled', recurringEventId: 'weekly' };
    const originalStartTime = { dateTime: '2026-11-23T04:00:00-05:00' };
    expect(await only({ ...gap, originalStartTime }, { ...gap, id: 'weekly_20261130T090000Z' })).toMatchObject({
      exceptions: [
        { id: gap.id, masterId: 'weekly', originalStart: '2026-11-23T09:00:00Z', record: null },
        { id: 'weekly_20261130T090000Z', masterId: 'weekly', originalStart: null, record: null },
      ],
      gone: [],
    });
  });

  test('a moved occurrence is known by where it stood before', async () => {
    const moved = event('weekly_20261122T090000Z', {
      recurringEventId: 'weekly',
      originalStartTime: { dateTime: '2026-11-22T09:00:00Z', timeZone: 'Europe/London' },
    });
    expect(await only(moved)).toMatchObject({
      exceptions: [{ originalStart: '2026-11-22T09:00:00Z', record: { content: { span: { start: nine.dateTime } } } }],
      records: [],
    });
  });

  test('a master keeps the zone that it names, known or not', async () => {
    const zone = 'Custom/Zone';
    const master = event('weekly', {
      start: { ...nine, timeZone: zone },
      end: { ...ten, timeZone: zone },
      recurrence: ['RRULE:FREQ=WEEKLY'],
    });
    expect(await only(master)).toMatchObject({ series: [{ id: 'weekly', zone, recurrence: ['RRULE:FREQ=WEEKLY'] }] });
  });

  test('a master of whole days is expanded in the calendar’s zone', async () => {
    const days = { start: { date: '2026-11-23' }, end: { date: '2026-11-24' }, recurrence: ['RRULE:FREQ=DAILY'] };
    expect(await only(event('daily', days))).toMatchObject({ series: [{ zone: 'Europe/London' }] });
  });

  test('an item that stands twice counts once, as it stands last', async () => {
    const page = await only(event('one', { summary: 'First' }), event('two'), event('one', { summary: 'Last' }));
    expect(page?.records.map(({ id, content }) => [id, content.subject])).toEqual([
      ['one', 'Last'],
      ['two', ''],
    ]);
  });

  test.each([
    ['nothing', null, '?'],
    ['no id', { summary: 'Nobody' }, '?'],
    ['no start', { id: 'nostart', end: ten }, 'nostart'],
    ['an end before its start', event('back', { start: ten, end: nine }), 'back'],
    ['8 MB of text', event('huge', { description: 'x'.repeat(8 * 1024 * 1024) }), 'huge'],
    ['a rule without a start', { id: 'rule', recurrence: ['RRULE:FREQ=DAILY'] }, 'rule'],
  ])('an item with %s is named and skipped, the others stay', async (_what, item, id) => {
    const page = await only(event('before'), item, event('after'));
    expect(page?.records.map((record) => record.id)).toEqual(['before', 'after']);
    expect(page?.skipped).toMatchObject([{ what: 'event', id }]);
    expect([page?.series, page?.exceptions, page?.gone]).toEqual([[], [], []]);
  });

  test.each([
    ['without its place', event('lost', { recurringEventId: 'weekly' })],
    ['without a start', { id: 'lost', recurringEventId: 'weekly', end: ten }],
    ['whose start is no time', event('lost', { recurringEventId: 'weekly', start: 'nine' })],
  ])('an occurrence %s is skipped, and its series is told that it is there', async (_what, item) => {
    const page = await only(event('before'), item, event('after'));
    expect(page?.skipped).toMatchObject([{ what: 'event', id: 'lost' }]);
    expect(page?.exceptions).toEqual([
      { id: 'lost', masterId: 'weekly', originalStart: null, record: null, isUnreadable: true },
    ]);
  });

  test('an occurrence that cannot be read, but where its series has it, is told with its place', async () => {
    const originalStartTime = { dateTime: '2026-11-23T10:00:00+01:00' };
    const page = await only({ id: 'lost', recurringEventId: 'weekly', originalStartTime, start: ten, end: nine });
    expect(page?.exceptions).toEqual([
      { id: 'lost', masterId: 'weekly', originalStart: '2026-11-23T09:00:00Z', record: null, isUnreadable: true },
    ]);
  });
});

describe('tokens', () => {
  test('one that comes again is the end of it', async () => {
    const { read, queries } = google(() => ({ items: [], nextPageToken: 'again' }));
    await expect(read()).rejects.toThrow(UnreadableError);
    expect(queries).toHaveLength(2);
  });

  test('new ones without an end are stopped', async () => {
    const { read } = google((_query, number) => ({ items: [], nextPageToken: `page-${number}` }));
    await expect(read()).rejects.toThrow(UnreadableError);
  });

  test('an answer without items is an empty page', async () => {
    expect(await google(() => ({ nextSyncToken: 'sync-1' })).read()).toMatchObject([{ records: [], gone: [] }]);
  });

  test.each([
    [410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.'],
    [400, 'invalid', 'Invalid sync token value.'],
  ])('%i %s: a listing is needed', async (status, reason, message) => {
    const { read } = google((query) => (query.has('syncToken') ? refusal(status, reason, message) : twoPages(query)));
    const cursor = (await read()).at(-1)?.next ?? null;
    await expect(read({ cursor })).rejects.toThrow(SyncTokenExpiredError);
  });

  test('changes whose page is no longer known are read from their beginning', async () => {
    const forgets = (query: URLSearchParams, number: number) => {
      if (number === 4) return refusal(400, 'invalid', 'Invalid page token value.');
      return query.has('pageToken')
        ? { items: [event('two')], nextSyncToken: 'sync-2' }
        : { items: [event('one')], nextPageToken: 'page-2' };
    };
    const { read, deps, queries } = google(forgets);
    const cursor = (await read()).at(-1)?.next ?? null;
    const { pages } = readGoogleChanges(deps, { cursor, resume: null, want: 'changes', window });
    const { value: first } = await pages.next();
    expect(first).toMatchObject({ records: [{ id: 'one' }] });
    const rest = await read({ resume: first?.resume ?? null });
    expect(rest.flatMap(({ records }) => records.map(({ id }) => id))).toEqual(['one', 'two']);
    expect(queries.map((query) => query.get('syncToken'))).toEqual([
      null,
      null,
      'sync-2',
      'sync-2',
      'sync-2',
      'sync-2',
    ]);
  });

  test('a listing whose page is no longer known is begun anew', async () => {
    const { read } = google((query) =>
      query.has('pageToken')
        ? refusal(400, 'invalid', 'Invalid page token value.')
        : { items: [], nextPageToken: 'page-2' },
    );
    await expect(read()).rejects.toThrow(SyncTokenExpiredError);
  });
});

const recording = new URL(
  '../../../../../shared/data/recordings/compass/events__gcal__gcal.cancelled.json',
  import.meta.url,
);
const isAbsent = !existsSync(recording);

test.skipIf(isAbsent)(`recorded tombstones${isAbsent ? ' (skipped: ../shared/data is absent)' : ''}`, async () => {
  const [recorded] = Object.values<{ items: unknown[] } | unknown[]>(JSON.parse(readFileSync(recording, 'utf8')));
  const items = recorded !== undefined && 'items' in recorded ? recorded.items : recorded;
  const [page] = await google(() => ({ items, nextSyncToken: 'sync-1' })).read();
  expect(page).toMatchObject({
    gone: ['0cu25g99pfkhlfarupevcjc297_20211123T170000Z'],
    exceptions: [{ masterId: 'tlf9q8uk5vjl2i2868q36dpi28', originalStart: '2013-05-08T22:00:00Z', record: null }],
    skipped: [],
  });
});
