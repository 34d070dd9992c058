import { describe, expect, test } from 'vitest';
import { amir, type GoogleDesk, hour, leah, openDesk, reasonOf } from './google-desk';

const events = 'calendars/primary/events';

/** Reads all pages; answers the ids in order and the token of the last page. */
async function readAll(desk: GoogleDesk, query: Readonly<Record<string, string>> = {}) {
  const items: { readonly id: string; readonly status?: string | undefined }[] = [];
  const sizes: number[] = [];
  let pageToken: string | undefined;
  for (;;) {
    const { json, status } = await desk.call('GET', events, { query: { ...query, ...(pageToken && { pageToken }) } });
    expect(status, JSON.stringify(json)).toBe(200);
    items.push(...json.items);
    sizes.push(json.items.length);
    if (json.nextPageToken === undefined) return { items, sizes, syncToken: json.nextSyncToken ?? null };
    expect(json, 'a sync token stands on the last page only').not.toHaveProperty('nextSyncToken');
    pageToken = json.nextPageToken;
  }
}

async function fill(desk: GoogleDesk, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await desk.made({ id: `event0${index}`, summary: `No ${index}`, ...hour(4 + index) });
}

describe('pages', () => {
  test('a listing is cut into pages, and the last one brings the sync token', async () => {
    const desk = openDesk();
    await fill(desk, 5);
    const { items, sizes, syncToken } = await readAll(desk, { maxResults: '2' });
    expect(sizes).toEqual([2, 2, 1]);
    expect(items.map(({ id }) => id)).toEqual(['event00', 'event01', 'event02', 'event03', 'event04']);
    expect(syncToken).not.toBeNull();
  });

  test('pages are shorter than asked for, and may be empty, when the server wants it so', async () => {
    const desk = openDesk({ pageSize: 3, emptyPages: true });
    await fill(desk, 4);
    const { items, sizes } = await readAll(desk, { maxResults: '2500' });
    expect(sizes).toEqual([0, 3, 0, 1]);
    expect(items).toHaveLength(4);
  });

  test('a page can be asked for twice, and an event changed between two pages comes with the next sync', async () => {
    const desk = openDesk({ pageSize: 2 });
    await fill(desk, 3);
    const first = await desk.call('GET', events);
    desk.server.asPerson(leah).updateEvent('event00', { summary: 'Changed' });
    const query = { pageToken: first.json.nextPageToken ?? '' };
    const second = await desk.call('GET', events, { query });
    expect(await desk.call('GET', events, { query })).toMatchObject({ json: { items: second.json.items } });
    const delta = await readAll(desk, { syncToken: second.json.nextSyncToken ?? '' });
    expect(delta.items.map(({ id }) => id)).toEqual(['event00']);
  });

  test('the next page with other parameters is a violation', async () => {
    const desk = openDesk({ pageSize: 1 });
    await fill(desk, 2);
    const first = await desk.call('GET', events, { query: { showDeleted: 'true' } });
    const next = await desk.call('GET', events, { query: { pageToken: first.json.nextPageToken ?? '' } });
    expect(next.status).toBe(400);
    expect(desk.violations).toHaveLength(1);
  });

  test('an unknown page token is refused', async () => {
    expect((await openDesk().call('GET', events, { query: { pageToken: 'abc' } })).status).toBe(400);
  });
});

describe('sync tokens', () => {
  test('a change list holds what was made, changed and deleted since, and nothing when nothing was', async () => {
    const desk = openDesk();
    await fill(desk, 3);
    const { syncToken } = await readAll(desk);
    await desk.made({ id: 'later0', ...hour(20) });
    await desk.call('PATCH', `${events}/event01`, { body: { summary: 'Changed' } });
    await desk.call('DELETE', `${events}/event02`);
    const delta = await readAll(desk, { syncToken: syncToken ?? '' });
    expect(delta.items.map(({ id, status }) => [id, status])).toEqual([
      ['later0', 'confirmed'],
      ['event01', 'confirmed'],
      ['event02', 'cancelled'],
    ]);
    expect((await readAll(desk, { syncToken: delta.syncToken ?? '' })).items).toEqual([]);
    expect(desk.violations).toEqual([]);
  });

  test('a tombstone is bare; with showDeleted it still says what it was', async () => {
    const desk = openDesk();
    await fill(desk, 1);
    const { syncToken } = await readAll(desk);
    await desk.call('DELETE', `${events}/event00`);
    const bare = await desk.call('GET', events, { query: { syncToken: syncToken ?? '' } });
    expect(bare.json.items.map((item) => Object.keys(item).sort())).toEqual([['etag', 'id', 'kind', 'status']]);
    const full = await desk.call('GET', events, { query: { syncToken: syncToken ?? '', showDeleted: 'true' } });
    expect(full.json.items).toMatchObject([{ status: 'cancelled', summary: 'No 0' }]);
  });

  test('a full listing has no tombstones unless it asks for them', async () => {
    const desk = openDesk();
    await fill(desk, 2);
    await desk.call('DELETE', `${events}/event00`);
    expect((await readAll(desk)).items.map(({ id }) => id)).toEqual(['event01']);
    expect((await readAll(desk, { showDeleted: 'true' })).items).toHaveLength(2);
  });

  test.each([
    ['iCalUID', 'x@google.com'],
    ['orderBy', 'updated'],
    ['privateExtendedProperty', 'a=b'],
    ['q', 'visit'],
    ['sharedExtendedProperty', 'a=b'],
    ['timeMin', '2025-03-01T00:00:00Z'],
    ['timeMax', '2025-04-01T00:00:00Z'],
    ['updatedMin', '2025-03-01T00:00:00Z'],
    ['showDeleted', 'false'],
  ])('%s is refused together with a sync token', async (name, value) => {
    const desk = openDesk();
    const { syncToken } = await readAll(desk);
    const reply = await desk.call('GET', events, { query: { syncToken: syncToken ?? '', [name]: value } });
    expect(reply.status).toBe(400);
    expect(desk.violations).toHaveLength(1);
  });

  test('other parameters than those of the first listing are a violation', async () => {
    const desk = openDesk();
    const { syncToken } = await readAll(desk, { eventTypes: 'default' });
    await desk.call('GET', events, { query: { syncToken: syncToken ?? '' } });
    expect(desk.violations).toHaveLength(1);
  });

  test('a window of the first listing does not hide what leaves it', async () => {
    const desk = openDesk();
    await fill(desk, 1);
    const { syncToken, items } = await readAll(desk, {
      timeMin: '2025-03-01T00:00:00Z',
      timeMax: '2025-04-01T00:00:00Z',
    });
    expect(items).toHaveLength(1);
    desk.server.asPerson(leah).updateEvent('event00', {
      start: { dateTime: '2026-03-04T09:00:00Z' },
      end: { dateTime: '2026-03-04T10:00:00Z' },
    });
    expect((await readAll(desk, { syncToken: syncToken ?? '' })).items).toHaveLength(1);
  });

  test('an expired token answers 410 fullSyncRequired, a text that is none 400', async () => {
    const desk = openDesk();
    const { syncToken } = await readAll(desk);
    desk.server.expireSyncTokens();
    const expired = await desk.call('GET', events, { query: { syncToken: syncToken ?? '' } });
    expect([expired.status, reasonOf(expired)]).toEqual([410, 'fullSyncRequired']);
    const malformed = await desk.call('GET', events, { query: { syncToken: 'abc' } });
    expect([malformed.status, malformed.json.error.message]).toEqual([400, 'Invalid sync token value.']);
  });

  test('a change of who may see the calendar ends its tokens', async () => {
    const desk = openDesk();
    const { syncToken } = await readAll(desk);
    desk.server.share(leah, amir, 'reader');
    expect((await desk.call('GET', events, { query: { syncToken: syncToken ?? '' } })).status).toBe(410);
  });

  test.each([
    { singleEvents: 'true', orderBy: 'startTime' },
    { orderBy: 'updated' },
    { singleEvents: 'true' },
    { privateExtendedProperty: 'a=b' },
    { q: 'visit' },
  ])('a listing with %o brings no token', async (query) => {
    expect((await readAll(openDesk(), query)).syncToken).toBeNull();
  });

  test('another order than by update needs expanded series', async () => {
    const desk = openDesk();
    expect((await desk.call('GET', events, { query: { orderBy: 'startTime' } })).status).toBe(400);
    expect(desk.violations).toHaveLength(1);
  });
});

describe('filters', () => {
  test('a window holds what touches it, its ends excluded', async () => {
    const desk = openDesk();
    await fill(desk, 3);
    // 5 March, 9 to 10 in Berlin.
    const window = (timeMin: string, timeMax: string) => readAll(desk, { timeMin, timeMax });
    expect((await window('2025-03-05T08:59:59Z', '2025-03-06T08:00:00Z')).items.map(({ id }) => id)).toEqual([
      'event01',
    ]);
    expect((await window('2025-03-05T09:00:00Z', '2025-03-06T08:00:00Z')).items).toEqual([]);
    const empty = await desk.call('GET', events, {
      query: { timeMin: '2025-03-06T08:00:00Z', timeMax: '2025-03-06T08:00:00Z' },
    });
    expect(reasonOf(empty)).toBe('timeRangeEmpty');
  });

  test('events are found by their own extended properties, several of which must all be met', async () => {
    const desk = openDesk();
    await desk.made({
      id: 'abc01',
      extendedProperties: { private: { a: '1', b: '2' }, shared: { c: '3' } },
      ...hour(4),
    });
    await desk.made({ id: 'abc02', extendedProperties: { private: { a: '1' } }, ...hour(4) });
    const find = async (query: Readonly<Record<string, string | readonly string[]>>) =>
      (await desk.call('GET', events, { query })).json.items.map(({ id }) => id);
    expect(await find({ privateExtendedProperty: 'a=1' })).toEqual(['abc01', 'abc02']);
    expect(await find({ privateExtendedProperty: ['a=1', 'b=2'] })).toEqual(['abc01']);
    expect(await find({ sharedExtendedProperty: 'c=3' })).toEqual(['abc01']);
    expect(await find({ sharedExtendedProperty: 'a=1' })).toEqual([]);
    expect(await find({ iCalUID: 'abc02@google.com' })).toEqual(['abc02']);
  });

  test('only parameters that may be repeated are', async () => {
    const desk = openDesk();
    const ask = (query: Readonly<Record<string, readonly string[]>>) => desk.call('GET', events, { query });
    expect((await ask({ eventTypes: ['default', 'focusTime'] })).status).toBe(200);
    expect((await ask({ timeZone: ['UTC', 'Europe/Berlin'] })).status).toBe(400);
    expect(desk.violations[0]).toContain('cannot be repeated');
  });

  test('changes since a time include deleted events, too far back answers 410', async () => {
    const desk = openDesk();
    await fill(desk, 2);
    desk.clock.nowMs += 3_600_000;
    await desk.call('DELETE', `${events}/event01`);
    const recent = await readAll(desk, { updatedMin: '2025-03-03T08:30:00Z' });
    expect(recent.items).toMatchObject([{ id: 'event01', status: 'cancelled' }]);
    const old = await desk.call('GET', events, { query: { updatedMin: '2025-01-01T00:00:00Z' } });
    expect([old.status, reasonOf(old)]).toEqual([410, 'updatedMinTooLongAgo']);
  });

  test('a selection of fields cuts the answer down', async () => {
    const desk = openDesk();
    await fill(desk, 1);
    const { json } = await desk.call('GET', events, { query: { fields: 'nextSyncToken,items(id,start/dateTime)' } });
    expect(Object.keys(json)).toEqual(['items', 'nextSyncToken']);
    expect(json.items).toEqual([{ id: 'event00', start: { dateTime: '2025-03-04T09:00:00+01:00' } }]);
    expect((await desk.call('GET', events, { query: { fields: 'items(id' } })).status).toBe(400);
  });
});
