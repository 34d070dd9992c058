import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDiscoveryCheck } from '../servers/google/discovery-check';
import { createGoogleServer, type GoogleServer } from '../servers/google/google-server';
import { addAccount } from '../servers/google/google-state';

const recordings = new URL('../../../shared/data/recordings/', import.meta.url);
const isAbsent = !existsSync(recordings);
const note = isAbsent ? ' (skipped: ../shared/data is absent)' : '';
const discovery = readDiscoveryCheck();

type Resource = Readonly<Record<string, unknown>> & { readonly id: string };

interface Recording {
  readonly file: string;
  readonly events: readonly Resource[];
  /** Zone that the recorded times are written in. */
  readonly zone: string;
}

/** The events of the compass recordings, file by file. */
function compassEvents(): readonly Recording[] {
  if (isAbsent) return [];
  const folder = new URL('compass/', recordings);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('calendarlist'));
  return files.map((file) => {
    const content: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const [body] = Object.values(content) as [readonly Resource[] | { items: readonly Resource[]; timeZone: string }];
    return 'items' in body
      ? { file, events: body.items, zone: body.timeZone }
      : { file, events: body, zone: file.includes('recurring') ? 'Africa/Lagos' : 'America/Denver' };
  });
}

function compass(file: string): Recording {
  const found = compassEvents().find((recording) => recording.file.endsWith(`${file}.json`));
  if (found === undefined) throw new Error(`There is no recording ${file}`);
  return found;
}

function open(account: string, zone: string, settings: { pageSize?: number } = {}) {
  const violations: string[] = [];
  const server = createGoogleServer(
    { now: () => Date.parse('2025-03-23T10:41:35.252Z'), violation: (sentence) => violations.push(sentence) },
    { settings, seed: ({ state }) => void addAccount(state, { email: account, name: account, zone }) },
  );
  const authorization = `Bearer ${server.issueToken(account, ['calendar'], 'client')}`;
  const send = async (method: string, url: string, body?: string) => {
    const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const response = await server.handle(request);
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : JSON.parse(text) };
  };
  return { server, violations, send };
}

const base = 'https://www.googleapis.com/calendar/v3/calendars/primary/events';

describe(`compass recordings${note}`, () => {
  test.skipIf(isAbsent).each(compassEvents())(
    '$file: the server takes these events and gives them back',
    async ({ events, zone }) => {
      const owner = ownerOf(events);
      const { server, violations, send } = open(owner, zone);
      for (const event of events) {
        // The project that recorded it put a field of its own beside Google's.
        const { private: stray, ...resource } = event;
        const expected = stray === undefined ? [] : ['Event.private is unknown'];
        if (discovery !== null) expect(discovery.value('Event', event)).toEqual(expected);
        server.restore(owner, resource);
      }
      const { json } = await send('GET', `${base}?showDeleted=true`);
      const byId = new Map(json.items.map((item: Resource) => [item.id, item]));
      for (const { private: stray, htmlLink, ...event } of events) expect(byId.get(event.id)).toMatchObject(event);
      expect(json.items).toHaveLength(events.length);
      expect(violations).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('the instances of a recorded series are the recorded ones', async () => {
    const { events, zone } = compass('gcal.recurring');
    const [master, ...instances] = events;
    const owner = ownerOf(events);
    const { server, send } = open(owner, zone);
    server.restore(owner, master);
    const { json } = await send('GET', `${base}/${master?.id}/instances`);
    expect(json.items).toHaveLength(instances.length);
    for (const [index, { htmlLink, ...instance }] of instances.entries())
      expect(json.items[index]).toMatchObject(instance);
  });

  test.skipIf(isAbsent)('one changed occurrence looks as it was recorded', async () => {
    const { master, server, sync } = await recordedSeries('single.instance-2');
    const [, changed] = compass('single.instance-2').events as [Resource, Resource];
    const { summary, description, start, end } = changed;
    server.asPerson(owner).updateEvent(changed.id, { summary, description, start, end });
    expect(await sync()).toMatchObject([essence(changed)]);
    expect(server.asPerson(owner).seeEvent(master.id)?.recurrence).toEqual(master['recurrence']);
  });

  test.skipIf(isAbsent).each(['delete.single', 'delete.single-2'])(
    '%s: a deleted occurrence looks as it was recorded',
    async (file) => {
      const { server, sync } = await recordedSeries(file);
      const [, { etag, ...deleted }] = compass(file).events as [Resource, Resource];
      server.asPerson(owner).deleteEvent(deleted.id);
      expect(await sync()).toEqual([{ ...deleted, etag: expect.any(String) }]);
    },
  );

  test.skipIf(isAbsent)('"this and following", then "all", split and change a series as was recorded', async () => {
    const { master, server, sync } = await recordedSeries('create');
    const person = server.asPerson(owner);
    const [oldAll, exception, newAll] = compass('all-2').events as [Resource, Resource, Resource];
    person.updateEvent(exception.id, { summary: 'Only this one' });
    person.updateEvent(`${master.id}_20250326T123000Z`, { summary: 'From here on' }, { scope: 'thisAndFollowing' });
    const { summary, description } = newAll;
    person.updateEvent(`${master.id}_20250327T123000Z`, { summary, description }, { scope: 'all' });
    const items = await sync();
    for (const recorded of [oldAll, exception, newAll]) {
      expect(items).toContainEqual(expect.objectContaining(essence(recorded)));
    }
    expect(items).toHaveLength(3);
  });
});

const owner = 'test.user@gmail.com';

/** A server with the master of a recording, and what a sync brings of the changes to it. */
async function recordedSeries(file: string) {
  const { events, zone } = compass(file);
  const { server, send } = open(owner, zone);
  const [master] = events as [Resource];
  server.restore(owner, master);
  const first = await send('GET', base);
  const sync = async () => (await send('GET', `${base}?syncToken=${first.json.nextSyncToken}`)).json.items;
  return { master, server, sync };
}

/** A recorded event without what every write makes anew. */
function essence(event: Resource): Readonly<Record<string, unknown>> {
  const { etag, htmlLink, created, updated, ...rest } = event;
  return rest;
}

function ownerOf(events: readonly Resource[]): string {
  const [organizer] = events.flatMap((event) => (event['organizer'] as { email: string } | undefined) ?? []);
  return organizer?.email ?? 'foo@gmail.com';
}

const libkgapi = new URL('libkgapi/', recordings);

interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** A recorded request with its answer. */
function recorded(name: string): Exchange {
  const read = (part: string) => readFileSync(new URL(`${name}_${part}.txt`, libkgapi), 'utf8').replaceAll('\r', '');
  const [head = '', ...content] = read('request').split('\n\n');
  const [method = '', url = ''] = (head.split('\n')[0] ?? '').split(' ');
  const [answerHead = '', ...answer] = read('response').split('\n\n');
  const body = content.join('').trim();
  const text = answer.join('').trim();
  return {
    method,
    url,
    body: body === '' ? undefined : body,
    status: Number(answerHead.split(' ')[1]),
    answer: text === '' ? {} : JSON.parse(text),
  };
}

/** What of a recorded event follows from the request; people and marks of the recording account do not. */
function comparable(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { kind, id, iCalUID, status, summary, description, location, start, end, recurrence, reminders, sequence } =
    answer;
  const attendees = (answer['attendees'] as readonly Record<string, unknown>[] | undefined)?.map(
    ({ id: profile, email, responseStatus }) => expect.objectContaining({ id: profile, email, responseStatus }),
  );
  const fields = {
    kind,
    id,
    iCalUID,
    status,
    summary,
    description,
    location,
    start,
    end,
    recurrence,
    reminders,
    sequence,
  };
  return { ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)), attendees };
}

function openMock(settings: { pageSize?: number } = {}) {
  return open('MockAccount', 'Europe/Prague', settings);
}

async function replay(server: ReturnType<typeof openMock>, name: string, url?: string) {
  const exchange = recorded(name);
  const reply = await server.send(exchange.method, url ?? exchange.url, exchange.body);
  expect([name, reply.status]).toEqual([name, exchange.status]);
  return { recorded: exchange.answer, json: reply.json };
}

describe(`libkgapi recordings${note}`, () => {
  /** The client that was recorded sends a parameter that the method no longer has. */
  const importUrl = () => recorded('event1_create').url.replace('sendUpdates=all&', '');

  test.skipIf(isAbsent)('an event is imported, read, changed and deleted as was recorded', async () => {
    const mock = openMock();
    const made = await replay(mock, 'event1_create', importUrl());
    expect(made.json).toMatchObject(comparable(made.recorded));
    const read = await replay(mock, 'event1_fetch');
    expect(read.json).toMatchObject(comparable(read.recorded));
    const changed = await replay(mock, 'event1_modify');
    expect(changed.json).toMatchObject(comparable(changed.recorded));
    await replay(mock, 'event1_delete');
    expect(mock.violations).toEqual([]);
  });

  test.skipIf(isAbsent)('the parameter of the recorded import that Google no longer has is refused', async () => {
    const mock = openMock();
    const { method, url, body } = recorded('event1_create');
    expect((await mock.send(method, url, body)).status).toBe(400);
    expect(mock.violations).toEqual(['Google Calendar: the parameter "sendUpdates" is unknown here']);
  });

  test.skipIf(isAbsent)(
    'a series with an iCalUID of its own gets the recorded id, and is changed and deleted by it',
    async () => {
      const mock = openMock();
      const made = await replay(mock, 'event2_create');
      expect(made.json).toMatchObject(comparable(made.recorded));
      const changed = await replay(mock, 'event2_modify');
      expect(changed.json).toMatchObject(comparable(changed.recorded));
      await replay(mock, 'event2_delete');
      expect(mock.violations).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('two pages of events hold the recorded events', async () => {
    const mock = openMock({ pageSize: 1 });
    await replay(mock, 'event1_create', importUrl());
    await replay(mock, 'event2_create');
    const first = await replay(mock, 'events_fetch_page1');
    const recordedToken = new URL(recorded('events_fetch_page2').url).searchParams.get('pageToken') ?? '';
    const url = recorded('events_fetch_page2').url.replace(encodeURIComponent(recordedToken), first.json.nextPageToken);
    const second = await replay(mock, 'events_fetch_page2', url);
    for (const page of [first, second]) {
      const items = page.recorded['items'] as readonly Record<string, unknown>[];
      expect(page.json.items).toMatchObject(items.map(comparable));
      for (const field of ['kind', 'summary', 'timeZone', 'accessRole'])
        expect(page.json[field]).toBe(page.recorded[field]);
    }
    expect('nextPageToken' in second.json).toBe('nextPageToken' in second.recorded);
    expect(mock.violations).toEqual([]);
  });

  test.skipIf(isAbsent)('a free/busy query has the recorded form and blocks', async () => {
    const mock = openMock();
    const blocks = [
      ['2018-04-01T12:30:00', '2018-04-01T13:30:00'],
      ['2018-04-01T15:00:00', '2018-04-01T16:30:00'],
    ];
    for (const [start = '', end = ''] of blocks) block(mock.server, start, end);
    const { json, recorded: wanted } = await replay(mock, 'freebusy1_query');
    const instants = (answer: typeof json) =>
      answer.calendars.MockAccount.busy.map(({ start, end }: { start: string; end: string }) => [
        Date.parse(start),
        Date.parse(end),
      ]);
    expect(instants(json)).toEqual(instants(wanted));
    expect({ ...json, calendars: null }).toEqual({ ...wanted, calendars: null });
  });

  test.skipIf(isAbsent || discovery === null)('recorded calendars and lists are what the schema says', () => {
    for (const [name, schema] of [
      ['calendar1_fetch', 'CalendarListEntry'],
      ['calendars_fetch_page1', 'CalendarList'],
      ['calendars_fetch_page2', 'CalendarList'],
      ['calendar1_create', 'Calendar'],
      ['calendar2_modify', 'Calendar'],
      ['events_fetch_page1', 'Events'],
      ['events_fetch_page2', 'Events'],
      ['freebusy1_query', 'FreeBusyResponse'],
    ] as const) {
      expect([name, discovery?.value(schema, recorded(name).answer)]).toEqual([name, []]);
    }
  });

  function block(server: GoogleServer, start: string, end: string): void {
    const at = (dateTime: string) => ({ dateTime, timeZone: 'Europe/Prague' });
    server.asPerson('MockAccount').createEvent({ start: at(start), end: at(end) });
  }
});
