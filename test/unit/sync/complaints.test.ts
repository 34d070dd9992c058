import { describe, expect, test } from 'vitest';
import type { AppointmentContent } from '../../../lib/domain/appointment';
import { AuthError, RateLimitError, RejectedError, UnreachableError } from '../../../lib/http/errors';
import { createMemorySyncStore } from '../../fakes/memory-sync-store';
import { contentOf, rulesOf } from './link-scene';
import { asked, createScene, type SyncScene, writes } from './sync-scene';

// What users of other tools suffer from, numbered as in the feature list.

const hourMs = 3_600_000;
const offline = () => new UnreachableError('no network', 'offline', 'acme.halopsa.com', 0);

function timed(start: string, minutes = 30): AppointmentContent['span'] {
  const end = `${new Date(Date.parse(start) + minutes * 60_000).toISOString().slice(0, 19)}Z`;
  return { kind: 'timed', start, end, zone: 'Europe/London' };
}

/** So many events, each with its appointment. */
async function withPairs(scene: SyncScene, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, nth) =>
    scene.calendar.asPerson.create(contentOf({ subject: `Item ${nth}` })),
  );
  await scene.run({ approved: 'all' });
  expect(scene.helpdesk.records.size).toBe(count);
  return ids;
}

/** A weekly series of so many, from Monday 9 November at nine, each with its appointment. */
async function withSeries(
  scene: SyncScene,
  { rule = 'FREQ=WEEKLY;COUNT=6', span = timed('2026-11-09T09:00:00Z') } = {},
) {
  const id = scene.calendar.asPerson.createSeries(contentOf({ subject: 'Weekly', span }), {
    zone: 'Europe/London',
    recurrence: [`RRULE:${rule}`],
  });
  await scene.run();
  return id;
}

function starts({ helpdesk }: SyncScene): readonly string[] {
  return [...helpdesk.records.values()].map(({ content }) => content.span.start).sort();
}

describe('1. attendees are mailed', () => {
  test('when the agent says so, once each, and never by anything else', async () => {
    const scene = createScene();
    await scene.save({ mail: 'everybody' });
    await scene.run();
    expect(scene.calendar.outbox).toEqual(['leah.novak@acme.example']);
    scene.helpdesk.edit(scene.sole('helpdesk').id, 'Moved');
    await scene.run();
    scene.calendar.edit(scene.sole('calendar').id, 'Moved again');
    await scene.run({ want: 'listing' });
    scene.helpdesk.asPerson.delete(scene.sole('helpdesk').id);
    scene.calendar.edit(scene.sole('calendar').id, 'Kept');
    await scene.run({ want: 'listing' });
    expect(scene.subjects('helpdesk')).toEqual(['Kept']);
    expect(scene.calendar.outbox).toEqual(['leah.novak@acme.example']);
    // The helpdesk is asked for its own record with the same choice; its port mails nobody.
    expect(scene.helpdesk.outbox).toHaveLength(1);
  });

  test('an event that comes back because its appointment was edited invites nobody anew', async () => {
    const scene = createScene();
    await scene.save({ mail: 'everybody' });
    await scene.run();
    scene.calendar.asPerson.delete(scene.sole('calendar').id);
    scene.helpdesk.edit(scene.sole('helpdesk').id, 'Still on');
    await scene.run();
    expect(scene.subjects('calendar')).toEqual(['Still on']);
    expect(scene.calendar.outbox).toHaveLength(1);
  });

  test('a creation whose answer was lost is found, not mailed again', async () => {
    const scene = createScene();
    await scene.save({ mail: 'everybody', helpdesk: { kind: 'notConnected' } });
    await scene.run({ only: new Set() });
    scene.calendar.failNext(offline(), 'after');
    await scene.run();
    scene.clock.nowMs += hourMs;
    await scene.run();
    expect(scene.subjects('calendar')).toHaveLength(1);
    expect(scene.calendar.outbox).toHaveLength(1);
  });
});

describe('2. everything got deleted', () => {
  test('a run that would delete more than ten items stops, lists them, and goes on when the agent approves', async () => {
    const scene = createScene();
    const ids = await withPairs(scene, 60);
    for (const id of ids.slice(0, 11)) scene.calendar.asPerson.delete(id);
    const stopped = await scene.run();
    expect(stopped.outcome).toBe('braked');
    expect(scene.helpdesk.records.size).toBe(60);
    const listed = scene.store.journal.filter(({ action }) => action === 'braked');
    expect(listed.map(({ side, subject }) => `${side} ${subject}`)).toEqual(
      ids.slice(0, 11).map((_, nth) => `helpdesk Item ${nth}`),
    );
    await scene.run({ approved: new Set(listed.map(({ linkKey }) => linkKey)) });
    expect(scene.helpdesk.records.size).toBe(49);
  });

  test('so does one that would delete more than a fifth of what is linked', async () => {
    const scene = createScene();
    const ids = await withPairs(scene, 20);
    for (const id of ids.slice(0, 5)) scene.calendar.asPerson.delete(id);
    expect((await scene.run()).outcome).toBe('braked');
  });

  test('so does one that would leave nothing', async () => {
    const scene = createScene();
    const ids = await withPairs(scene, 2);
    for (const id of ids) scene.calendar.asPerson.delete(id);
    expect((await scene.run()).outcome).toBe('braked');
    expect(scene.helpdesk.records.size).toBe(2);
  });

  test('so does one whose appointments have to be read whole before they may go', async () => {
    const scene = createScene();
    const ids = await withPairs(scene, 12);
    // Written again as it is, each has a new version: whether its notes are still the same no list shows.
    for (const id of scene.helpdesk.records.keys()) scene.helpdesk.asPerson.edit(id, {});
    for (const id of ids) scene.calendar.asPerson.delete(id);
    expect((await scene.run()).outcome).toBe('braked');
    expect(scene.helpdesk.records.size).toBe(12);
    expect(scene.store.journal.filter(({ action }) => action === 'braked')).toHaveLength(12);
  });

  test('a few deletions are a day of work', async () => {
    const scene = createScene();
    const ids = await withPairs(scene, 30);
    for (const id of ids.slice(0, 5)) scene.calendar.asPerson.delete(id);
    expect((await scene.run()).outcome).toBe('done');
    expect(scene.helpdesk.records.size).toBe(25);
  });

  test('a series is one thing, however many occurrences go with it', async () => {
    const scene = createScene();
    await withPairs(scene, 3);
    const id = await withSeries(scene, { rule: 'FREQ=DAILY;COUNT=20' });
    expect(scene.helpdesk.records.size).toBe(23);
    scene.calendar.asPerson.delete(id);
    expect((await scene.run()).outcome).toBe('done');
    expect(scene.helpdesk.records.size).toBe(3);
  });

  test('what is deleted stands in the journal as it was', async () => {
    const scene = createScene();
    const [id = ''] = await withPairs(scene, 3);
    scene.calendar.asPerson.delete(id);
    await scene.run();
    const removed = scene.store.journal.find(({ action, outcome }) => action === 'remove' && outcome === 'done');
    expect(removed).toMatchObject({ side: 'helpdesk', before: contentOf({ subject: 'Item 0' }) });
  });
});

describe('3. an empty or failed fetch is taken for a deletion', () => {
  test('a listing that fails in the middle deletes nothing', async () => {
    const scene = createScene({ pageSize: 2 });
    await withPairs(scene, 6);
    const written = writes(scene);
    scene.calendar.expireCursors();
    scene.calendar.failNext(offline(), 'before');
    await scene.run();
    expect(scene.helpdesk.records.size).toBe(6);
    expect(writes(scene)).toEqual(written);
  });

  test('an empty listing proves nothing', async () => {
    const scene = createScene();
    await withPairs(scene, 1);
    scene.helpdesk.records.clear();
    await scene.run({ want: 'listing' });
    expect(scene.calendar.records.size).toBe(1);
    expect(scene.link().helpdesk.kind).toBe('made');
  });

  test('what a listing does not show is asked for, and deleted only when it is surely not there', async () => {
    const scene = createScene();
    const [id = ''] = await withPairs(scene, 3);
    scene.calendar.asPerson.delete(id);
    scene.calendar.expireCursors();
    const calls = asked(scene);
    await scene.run();
    expect(calls()).toContain('calendar read');
    expect(scene.subjects('helpdesk')).toEqual(['Item 1', 'Item 2']);
  });

  test('a record that cannot be read is kept', async () => {
    const scene = createScene();
    await withPairs(scene, 3);
    const [gone = ''] = scene.helpdesk.records.keys();
    scene.helpdesk.asPerson.delete(gone);
    const port = { ...scene.helpdesk.port };
    const read = async () => {
      throw new RejectedError('not yours', 400);
    };
    Object.assign(scene.helpdesk.port, { read });
    await scene.run({ want: 'listing' });
    expect(scene.calendar.records.size).toBe(3);
    Object.assign(scene.helpdesk.port, { read: port.read });
    await scene.run({ want: 'listing' });
    expect(scene.calendar.records.size).toBe(2);
  });

  test('a series that a listing does not show is asked for, and keeps its appointments while it is there', async () => {
    const scene = createScene();
    await withPairs(scene, 1);
    await withSeries(scene);
    const { port } = scene.calendar;
    const { readChanges } = port;
    Object.assign(port, {
      readChanges: async (request: Parameters<typeof readChanges>[0]) => {
        const { kind, pages } = await readChanges(request);
        return { kind, pages: withoutMasters(pages) };
      },
    });
    scene.calendar.expireCursors();
    const calls = asked(scene);
    await scene.run();
    expect(calls()).toContain('calendar read');
    expect(scene.helpdesk.records.size).toBe(7);
  });

  test('a side that cannot be asked what became of a record is asked in the next run', async () => {
    const scene = createScene();
    const [id = ''] = await withPairs(scene, 3);
    scene.calendar.asPerson.delete(id);
    scene.calendar.expireCursors();
    const port = { ...scene.calendar.port };
    const read = async () => {
      throw offline();
    };
    Object.assign(scene.calendar.port, { read });
    const record = await scene.run();
    expect(record).toMatchObject({ problem: { kind: 'offline' }, skipped: [] });
    expect(scene.helpdesk.records.size).toBe(3);
    Object.assign(scene.calendar.port, { read: port.read });
    await scene.run();
    expect(scene.subjects('helpdesk')).toEqual(['Item 1', 'Item 2']);
  });

  test('nothing is deleted before all that a listing did not show is confirmed, and then what is gone', async () => {
    const scene = createScene();
    const ids = await withPairs(scene, 60);
    for (const id of ids.slice(0, 3)) scene.calendar.asPerson.delete(id);
    const { port } = scene.calendar;
    const { readChanges } = port;
    Object.assign(port, {
      readChanges: async (request: Parameters<typeof readChanges>[0]) => {
        const { kind, pages } = await readChanges(request);
        return { kind, pages: kind === 'listing' ? withOneRecord(pages) : pages };
      },
    });
    scene.calendar.expireCursors();
    await scene.run();
    expect(scene.helpdesk.records.size).toBe(60);
    await scene.run();
    expect(scene.helpdesk.records.size).toBe(57);
  });

  test('nothing is deleted in a run that could not read the other side, whatever was known before', async () => {
    const scene = createScene();
    const [id = ''] = await withPairs(scene, 3);
    const { allowed } = scene.rules;
    await scene.setRules({ allowed: { ...allowed, helpdesk: { ...allowed.helpdesk, delete: false } } });
    scene.calendar.asPerson.delete(id);
    await scene.run();
    await scene.setRules({ allowed });
    scene.calendar.failNext(offline(), 'before');
    await scene.run();
    expect(scene.helpdesk.records.size).toBe(3);
    await scene.run();
    expect(scene.helpdesk.records.size).toBe(2);
  });

  test('an ended session deletes nothing', async () => {
    const scene = createScene();
    await withPairs(scene, 3);
    scene.problems.calendar = { kind: 'needsSignIn', side: 'calendar' };
    const record = await scene.run({ want: 'listing' });
    expect(record).toMatchObject({ outcome: 'failed', problem: { kind: 'needsSignIn' } });
    expect(scene.helpdesk.records.size).toBe(3);
  });

  test('what leaves the window is forgotten, not deleted', async () => {
    const scene = createScene();
    await withPairs(scene, 2);
    const { window } = scene.rules;
    await scene.setRules({
      window: { startMs: window.startMs + 100 * 24 * hourMs, endMs: window.endMs + 100 * 24 * hourMs },
    });
    await scene.run({ want: 'listing' });
    await scene.run();
    expect([scene.helpdesk.records.size, scene.calendar.records.size]).toEqual([2, 2]);
  });
});

describe('4. duplicates', () => {
  test('a second import changes nothing', async () => {
    const scene = createScene();
    await withPairs(scene, 5);
    await withSeries(scene);
    const before = writes(scene).length;
    await scene.run({ want: 'listing' });
    await scene.run({ want: 'listing' });
    expect(writes(scene)).toHaveLength(before);
  });

  test('after a new installation an event that a person made is known by the appointment that names it', async () => {
    const scene = createScene();
    scene.calendar.asPerson.create(contentOf({ subject: 'Mine' }));
    await withSeries(scene, { rule: 'FREQ=WEEKLY;COUNT=3' });
    expect(scene.helpdesk.records.size).toBe(4);
    const before = writes(scene).length;
    scene.store = createMemorySyncStore();
    await scene.run();
    await scene.run();
    expect(writes(scene)).toHaveLength(before);
    // The event is the person's own, so the appointment is what Docket made of it.
    expect(new Set([...scene.store.links.values()].map(({ source }) => source))).toEqual(new Set(['calendar']));
    scene.calendar.edit(scene.sole('calendar').id, 'Mine, later');
    await scene.run();
    expect(scene.subjects('helpdesk')).toContain('Mine, later');
  });

  test('nor is it a conflict that an event takes no time, which the helpdesk does not keep', async () => {
    const scene = createScene();
    scene.calendar.asPerson.create(contentOf({ subject: 'Reminder', showAs: 'free' }));
    await scene.run();
    const before = writes(scene).length;
    scene.store = createMemorySyncStore();
    expect((await scene.run()).conflicts).toBe(0);
    await scene.run();
    expect(scene.link()).toMatchObject({ conflict: [], calendar: { content: { showAs: 'free' } } });
    expect(scene.link()).not.toHaveProperty('dirty');
    scene.calendar.asPerson.edit(scene.sole('calendar').id, { showAs: 'busy' });
    await scene.run();
    expect(writes(scene)).toHaveLength(before);
    expect(scene.sole('calendar').content.showAs).toBe('busy');
  });

  test('an event that its appointment names and nobody finds is not made again', async () => {
    const scene = createScene();
    const id = scene.calendar.asPerson.create(contentOf({ subject: 'Mine' }));
    await scene.run();
    const before = writes(scene).length;
    scene.store = createMemorySyncStore();
    scene.calendar.asPerson.delete(id);
    await scene.run();
    await scene.run();
    expect(writes(scene)).toHaveLength(before);
  });

  test("a pair that the helpdesk's own integration made is recognised, and not made twice", async () => {
    const scene = createScene();
    const id = scene.calendar.asPerson.create(contentOf({ subject: 'Pulled by Halo' }));
    scene.helpdesk.asPerson.create(contentOf({ subject: 'Pulled by Halo' }), {
      traits: { isDeclined: false, type: 'default', foreignTwinId: id },
    });
    await scene.run();
    expect(writes(scene)).toEqual([]);
    expect(scene.store.links.size).toBe(1);
    scene.calendar.edit(id, 'Changed here');
    await scene.run();
    expect(writes(scene)).toEqual(['helpdesk update']);
  });

  test('after a new installation the pairs are known by the key they carry', async () => {
    const scene = createScene();
    await scene.save();
    scene.helpdesk.asPerson.create(contentOf({ subject: 'From the helpdesk' }));
    await scene.run();
    const before = writes(scene).length;
    scene.store = createMemorySyncStore();
    await scene.run();
    await scene.run();
    // The event that was made in the calendar carries no key, but its appointment names it no less.
    expect(writes(scene)).toHaveLength(before);
    expect(
      [...scene.store.links.values()].every(
        ({ helpdesk, calendar }) => helpdesk.kind === 'made' && calendar.kind === 'made',
      ),
    ).toBe(true);
  });

  test('nothing is made on a side before everything on it was read once', async () => {
    const scene = createScene();
    await scene.save();
    await scene.run();
    scene.store = createMemorySyncStore();
    scene.helpdesk.failNext(new UnreachableError('broken', 'server', 'acme.halopsa.com', 500), 'before');
    await scene.run();
    await scene.run();
    expect([scene.helpdesk.records.size, scene.calendar.records.size]).toEqual([1, 1]);
  });

  test('nor in the calendar while only the helpdesk could be read', async () => {
    const scene = createScene();
    scene.helpdesk.asPerson.create(contentOf({ subject: 'From the helpdesk' }));
    await scene.run();
    scene.store = createMemorySyncStore();
    scene.calendar.failNext(new UnreachableError('broken', 'server', 'www.googleapis.com', 500), 'before');
    const calls = asked(scene);
    await scene.run();
    expect(calls()).not.toContain('calendar create');
    await scene.run();
    expect(calls()).not.toContain('calendar create');
    expect(scene.calendar.records.size).toBe(1);
  });

  test('an answer that was lost is found by the key before anything is made again', async () => {
    const scene = createScene();
    await scene.run();
    scene.calendar.asPerson.create(contentOf());
    scene.helpdesk.failNext(offline(), 'after');
    // The first request of the run is the reading: it is the second that is lost.
    await scene.run();
    for (let round = 0; round < 3; round += 1) {
      scene.clock.nowMs += hourMs;
      await scene.run();
    }
    expect(scene.helpdesk.records.size).toBe(1);
  });

  test('a copy that somebody makes of an event is an item of its own', async () => {
    const scene = createScene();
    await scene.save();
    await scene.run();
    const event = scene.sole('calendar');
    scene.calendar.records.set('copy', { ...event, id: 'copy', etag: '"copy"' });
    await scene.run({ want: 'listing' });
    expect(scene.helpdesk.records.size).toBe(2);
    expect(scene.store.links.size).toBe(2);
  });

  test("a colleague's event, made by their Docket from a ticket, is shown and never copied", async () => {
    const scene = createScene();
    scene.calendar.asPerson.create(contentOf(), { twinId: '4711' });
    await scene.run();
    scene.calendar.edit(scene.sole('calendar').id, 'They moved it');
    scene.helpdesk.asPerson.create(contentOf({ subject: 'Another' }));
    await scene.run();
    for (let nth = 0; nth < 2; nth += 1) await scene.run({ want: 'listing' });
    expect(scene.subjects('helpdesk')).toEqual(['Another']);
  });
});

describe('5. exceptions of a series', () => {
  test('a moved occurrence moves its own appointment', async () => {
    const scene = createScene();
    const id = await withSeries(scene);
    scene.calendar.asPerson.editOccurrence(id, '2026-11-23T09:00:00Z', { span: timed('2026-11-24T15:00:00Z') });
    await scene.run();
    expect(starts(scene)).toContain('2026-11-24T15:00:00Z');
    expect(starts(scene)).not.toContain('2026-11-23T09:00:00Z');
    expect(starts(scene)).toHaveLength(6);
  });

  test('a cancelled occurrence takes its own appointment away', async () => {
    const scene = createScene();
    const id = await withSeries(scene);
    scene.calendar.asPerson.cancelOccurrence(id, '2026-11-23T09:00:00Z');
    await scene.run();
    expect(starts(scene)).toHaveLength(5);
    expect(starts(scene)).not.toContain('2026-11-23T09:00:00Z');
  });

  test('a retitled occurrence retitles its own appointment', async () => {
    const scene = createScene();
    const id = await withSeries(scene);
    scene.calendar.asPerson.editOccurrence(id, '2026-11-23T09:00:00Z', { subject: 'With cake' });
    await scene.run();
    expect(scene.subjects('helpdesk').filter((subject) => subject === 'With cake')).toHaveLength(1);
    expect(scene.helpdesk.records.size).toBe(6);
  });

  test('an occurrence that the helpdesk moves becomes an exception, and the series stays', async () => {
    const scene = createScene();
    const id = await withSeries(scene);
    const appointment = [...scene.helpdesk.records.values()].find(
      ({ content }) => content.span.start === '2026-11-23T09:00:00Z',
    );
    scene.helpdesk.asPerson.edit(appointment?.id ?? '', { span: timed('2026-11-24T15:00:00Z') });
    await scene.run();
    const exceptions = [...(scene.calendar.series.get(id)?.exceptions.values() ?? [])];
    expect(exceptions.map(({ originalStart, record }) => `${originalStart} ${record?.content.span.start}`)).toEqual([
      '2026-11-23T09:00:00Z 2026-11-24T15:00:00Z',
    ]);
    const before = writes(scene).length;
    await scene.run();
    await scene.run({ want: 'listing' });
    expect(writes(scene)).toHaveLength(before);
  });

  test('an occurrence that the helpdesk deletes is cancelled, and stays so when the series is changed', async () => {
    const scene = createScene();
    const id = await withSeries(scene);
    const appointment = [...scene.helpdesk.records.values()].find(
      ({ content }) => content.span.start === '2026-11-23T09:00:00Z',
    );
    scene.helpdesk.asPerson.delete(appointment?.id ?? '');
    await scene.run({ want: 'listing' });
    expect(scene.calendar.series.get(id)?.exceptions.get('2026-11-23T09:00:00Z')?.record).toBeNull();
    scene.calendar.asPerson.editSeries(id, { subject: 'New title' });
    await scene.run();
    expect(scene.subjects('helpdesk')).toEqual(Array(5).fill('New title'));
  });

  test('occurrences of a series of whole days are dates', async () => {
    const scene = createScene();
    const id = await withSeries(scene, { span: { kind: 'allDay', start: '2026-11-09', end: '2026-11-10' } });
    scene.calendar.asPerson.cancelOccurrence(id, '2026-11-16');
    await scene.run();
    expect(starts(scene)).toEqual(['2026-11-09', '2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14']);
  });

  test('one occurrence of a series that is not shared is an item like any other', async () => {
    const scene = createScene();
    const id = scene.calendar.asPerson.createSeries(contentOf(), {
      zone: 'Europe/London',
      recurrence: ['RRULE:FREQ=DAILY;COUNT=2'],
    });
    scene.calendar.asPerson.editOccurrence(id, '2026-11-23T09:00:00Z', { subject: 'You are invited' });
    const { port } = scene.calendar;
    const { readChanges } = port;
    Object.assign(port, {
      readChanges: async (request: Parameters<typeof readChanges>[0]) => {
        const { kind, pages } = await readChanges(request);
        return { kind, pages: withoutMasters(pages) };
      },
    });
    await scene.run();
    expect(scene.subjects('helpdesk')).toEqual(['You are invited']);
  });
});

/** A server that forgets nearly all that it has. */
async function* withOneRecord<T extends { readonly records: readonly unknown[] }>(pages: AsyncIterable<T>) {
  for await (const page of pages) yield { ...page, records: page.records.slice(-1) };
}

async function* withoutMasters<T extends { readonly series: readonly unknown[] }>(pages: AsyncIterable<T>) {
  for await (const page of pages) yield { ...page, series: [] };
}

describe('6. "this and following"', () => {
  test('leaves every appointment where it is: none is deleted and made again', async () => {
    const scene = createScene();
    const id = await withSeries(scene);
    const before = [...scene.helpdesk.records.keys()];
    scene.calendar.asPerson.split(id, '2026-11-23T09:00:00Z', { location: 'Room 9' });
    const calls = asked(scene);
    const { counts } = await scene.run();
    expect([...scene.helpdesk.records.keys()]).toEqual(before);
    expect(counts.helpdesk).toEqual({ created: 0, updated: 4, removed: 0, failed: 0 });
    expect(calls().filter((call) => call.startsWith('helpdesk update'))).toEqual(['helpdesk updateMany']);
    expect([...scene.helpdesk.records.values()].map(({ content }) => content.location)).toEqual([
      ...Array(2).fill('Room 4'),
      ...Array(4).fill('Room 9'),
    ]);
  });

  test('a series that is moved as a whole moves its appointments', async () => {
    const scene = createScene();
    const id = await withSeries(scene);
    const before = [...scene.helpdesk.records.keys()];
    scene.calendar.asPerson.editSeries(id, { span: timed('2026-11-10T14:00:00Z') });
    await scene.run();
    expect([...scene.helpdesk.records.keys()]).toEqual(before);
    expect(starts(scene)[0]).toBe('2026-11-10T14:00:00Z');
    expect(starts(scene).at(-1)).toBe('2026-12-15T14:00:00Z');
  });

  test('a series that ends earlier loses the appointments after its end, and no other', async () => {
    const scene = createScene();
    const id = await withSeries(scene);
    scene.calendar.asPerson.editSeries(id, {}, ['RRULE:FREQ=WEEKLY;COUNT=4']);
    await scene.run();
    expect(starts(scene)).toEqual(
      ['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'].map((day) => `${day}T09:00:00Z`),
    );
  });
});

describe('an event begins to repeat, or stops', () => {
  const weekly = { zone: 'Europe/London', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] };

  test('its appointment stays, and one more comes for each new date', async () => {
    const scene = createScene();
    const id = scene.calendar.asPerson.create(contentOf({ span: timed('2026-11-09T09:00:00Z') }));
    await scene.run();
    const [first] = scene.helpdesk.records.keys();
    scene.calendar.asPerson.repeat(id, weekly);
    await scene.run();
    expect([...scene.helpdesk.records.keys()]).toContain(first);
    expect(starts(scene)).toEqual(['2026-11-09T09:00:00Z', '2026-11-16T09:00:00Z', '2026-11-23T09:00:00Z']);
    const writesBefore = writes(scene).length;
    await scene.run({ want: 'listing' });
    expect(writes(scene)).toHaveLength(writesBefore);
  });

  test('the date that is left keeps its appointment, the others go', async () => {
    const scene = createScene();
    const id = await withSeries(scene, { rule: 'FREQ=WEEKLY;COUNT=3' });
    const [first] = scene.helpdesk.records.keys();
    scene.calendar.asPerson.repeatNoMore(id);
    await scene.run();
    expect([...scene.helpdesk.records.keys()]).toEqual([first]);
    scene.calendar.edit(id, 'Once only');
    await scene.run({ want: 'listing' });
    expect(scene.subjects('helpdesk')).toEqual(['Once only']);
  });

  test('a series that the form makes is one series in the calendar, and one appointment for each date', async () => {
    const scene = createScene();
    const wanted = contentOf({ span: timed('2026-11-09T09:00:00Z') });
    const ticket = { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' };
    await scene.save({ wanted, ticket, repeats: weekly.recurrence });
    await scene.run();
    expect(scene.calendar.records.size).toBe(0);
    expect(starts(scene)).toEqual(['2026-11-09T09:00:00Z']);
    await scene.run();
    expect(starts(scene)).toEqual(['2026-11-09T09:00:00Z', '2026-11-16T09:00:00Z', '2026-11-23T09:00:00Z']);
    expect(new Set([...scene.helpdesk.records.values()].map(({ ticketId }) => ticketId))).toEqual(new Set([1001]));
    const writesBefore = writes(scene).length;
    await scene.run({ want: 'listing' });
    expect(writes(scene)).toHaveLength(writesBefore);
  });
});

describe('7. one hour off', () => {
  test.each([
    ['Europe/London', '2027-03-22T09:00:00Z', '2027-03-29T08:00:00Z'],
    ['America/New_York', '2027-03-08T14:00:00Z', '2027-03-15T13:00:00Z'],
    ['Australia/Sydney', '2027-03-29T22:00:00Z', '2027-04-05T23:00:00Z'],
    ['Asia/Kolkata', '2027-03-22T03:30:00Z', '2027-03-29T03:30:00Z'],
  ])('a weekly series in %s keeps its hour when clocks change', async (zone, first, second) => {
    const scene = createScene();
    const { window } = scene.rules;
    scene.rules = { ...scene.rules, window: { ...window, endMs: Date.parse('2027-06-01T00:00:00Z') } };
    const span = { ...timed(first), zone } as AppointmentContent['span'];
    scene.calendar.asPerson.createSeries(contentOf({ span }), { zone, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] });
    await scene.run();
    expect(starts(scene)).toEqual([first, second]);
  });
});

test('8. a zone that nobody knows is told of its own series, and the others go on', async () => {
  const scene = createScene();
  const id = scene.calendar.asPerson.createSeries(contentOf(), {
    zone: 'Europe/London',
    recurrence: ['RRULE:FREQ=DAILY;COUNT=2'],
  });
  const held = scene.calendar.series.get(id);
  if (held === undefined) throw new Error('the series is not there');
  scene.calendar.series.set(id, { ...held, master: { ...held.master, zone: 'Mars/Olympus' } });
  scene.calendar.asPerson.create(contentOf({ subject: 'An event' }));
  const record = await scene.run();
  expect(scene.subjects('helpdesk')).toEqual(['An event']);
  expect(record.skipped).toMatchObject([{ what: 'event', id }]);
});

test.each(['Etc/GMT+12', 'Pacific/Kiritimati', 'Europe/London'])(
  '9. a whole day stays its date in %s',
  async (zone) => {
    const scene = createScene({ zone });
    scene.rules = rulesOf({ zone });
    const span = { kind: 'allDay', start: '2026-11-23', end: '2026-11-24' } as const;
    scene.calendar.asPerson.create(contentOf({ span }));
    scene.helpdesk.asPerson.create(contentOf({ span, subject: 'Other way' }));
    await scene.run();
    await scene.run({ want: 'listing' });
    for (const side of [scene.helpdesk, scene.calendar]) {
      expect([...side.records.values()].map(({ content }) => content.span)).toEqual([span, span]);
    }
  },
);

describe('11. failures are silent', () => {
  test('a run says what it did, what failed, and when that is tried again', async () => {
    const scene = createScene();
    await scene.run();
    scene.helpdesk.asPerson.create(contentOf({ subject: 'One' }));
    scene.helpdesk.asPerson.create(contentOf({ subject: 'Two' }));
    const { create } = scene.calendar.port;
    let calls = 0;
    Object.assign(scene.calendar.port, {
      create: async (creation: Parameters<typeof create>[0]) => {
        calls += 1;
        if (calls === 1) throw new UnreachableError('broken', 'server', 'www.googleapis.com', 503);
        return create(creation);
      },
    });
    const record = await scene.run();
    expect(record.outcome).toBe('partial');
    expect(record.counts.calendar).toEqual({ created: 1, updated: 0, removed: 0, failed: 1 });
    const failed = scene.store.journal.find(({ outcome }) => outcome === 'failed');
    expect(failed).toMatchObject({ action: 'create', problem: { kind: 'serverError', status: 503 } });
    const waiting = [...scene.store.links.values()].find(({ dirty }) => dirty === 1);
    expect(waiting?.calendar).toMatchObject({
      kind: 'asked',
      attempt: { tries: 1, retryAtMs: scene.clock.nowMs + 15_000 },
    });
  });

  test('a refusal waits for the agent and does not stop the rest', async () => {
    const scene = createScene();
    await scene.run();
    scene.helpdesk.asPerson.create(contentOf({ subject: 'One' }));
    scene.helpdesk.asPerson.create(contentOf({ subject: 'Two' }));
    const { create } = scene.calendar.port;
    Object.assign(scene.calendar.port, {
      create: async (creation: Parameters<typeof create>[0]) => {
        if (creation.content.subject === 'One') throw new RejectedError('no such attendee', 400);
        return create(creation);
      },
    });
    await scene.run();
    expect(scene.subjects('calendar')).toEqual(['Two']);
    const calls = asked(scene);
    await scene.run();
    expect(calls()).not.toContain('calendar create');
  });

  test('an ended session is the run’s problem, and what was to be done stays to be done', async () => {
    const scene = createScene();
    await scene.run();
    scene.helpdesk.asPerson.create(contentOf());
    scene.calendar.failNext(new AuthError('expired'), 'before');
    const record = await scene.run();
    expect(record).toMatchObject({ problem: { kind: 'needsSignIn', side: 'calendar' } });
    expect(scene.link().dirty).toBe(1);
    await scene.run();
    expect(scene.calendar.records.size).toBe(1);
  });
});

describe('12. rate limits', () => {
  test('a side that says "slow down" is asked for nothing more than what is under way, and for nothing before its time', async () => {
    const scene = createScene();
    await scene.run();
    for (let nth = 0; nth < 12; nth += 1) scene.helpdesk.asPerson.create(contentOf({ subject: `Item ${nth}` }));
    const { create } = scene.calendar.port;
    let calls = 0;
    Object.assign(scene.calendar.port, {
      create: async (creation: Parameters<typeof create>[0]) => {
        calls += 1;
        if (calls === 2) throw new RateLimitError('slow down', scene.clock.nowMs + hourMs);
        return create(creation);
      },
    });
    const record = await scene.run();
    expect(calls).toBe(scene.calendar.port.atOnce.writes);
    expect(record.counts.calendar).toMatchObject({ created: calls - 1, failed: 1 });
    scene.clock.nowMs += 2 * hourMs;
    await scene.run();
    expect(scene.calendar.records.size).toBe(12);
  });

  test('a quiet run asks each side once', async () => {
    const scene = createScene();
    await withPairs(scene, 40);
    await withSeries(scene);
    await scene.run();
    const calls = asked(scene);
    await scene.run();
    expect(calls()).toEqual(['helpdesk readPage', 'calendar readPage']);
  });
});

describe('13. edits in the calendar do not come back', () => {
  test.each<readonly [string, Partial<AppointmentContent>]>([
    ['title', { subject: 'New title' }],
    ['notes', { notes: 'New notes' }],
    ['place', { location: 'New place' }],
    ['time', { span: timed('2026-12-01T10:00:00Z') }],
    ['whole day', { span: { kind: 'allDay', start: '2026-12-01', end: '2026-12-02' } }],
    ['attendees', { attendees: [] }],
    ['private', { isPrivate: true }],
  ])('%s, both ways', async (_name, change) => {
    const scene = createScene();
    scene.rules = rulesOf({ privacy: 'full' });
    await scene.save();
    await scene.run();
    scene.calendar.asPerson.edit(scene.sole('calendar').id, change);
    await scene.run();
    expect(scene.sole('helpdesk').content).toMatchObject(change);
    const back = contentOf({ subject: 'Back again', notes: 'b', location: 'b', attendees: [] });
    scene.helpdesk.asPerson.edit(scene.sole('helpdesk').id, back);
    await scene.run();
    expect(scene.sole('calendar').content).toMatchObject(back);
  });

  test('a cancellation', async () => {
    const scene = createScene();
    await withPairs(scene, 3);
    const [first = ''] = scene.calendar.records.keys();
    scene.calendar.asPerson.delete(first);
    await scene.run();
    expect(scene.helpdesk.records.size).toBe(2);
  });
});

test('15. a private event arrives as "Busy", and its words never leave the calendar', async () => {
  const scene = createScene();
  scene.calendar.asPerson.create(contentOf({ subject: 'Job interview', isPrivate: true }));
  await scene.run();
  scene.calendar.asPerson.edit(scene.sole('calendar').id, {
    notes: 'Bring the CV',
    span: timed('2026-12-01T10:00:00Z'),
  });
  await scene.run();
  const { content } = scene.sole('helpdesk');
  expect(content).toMatchObject({
    subject: 'Busy',
    notes: '',
    location: '',
    attendees: [],
    span: timed('2026-12-01T10:00:00Z'),
  });
  expect(scene.sole('calendar').content.subject).toBe('Job interview');
});

describe('21. no dry run, no undo', () => {
  test('whatever is written stands in the journal with what was there before and what came of it', async () => {
    const scene = createScene();
    await withPairs(scene, 3);
    const [id = ''] = scene.calendar.records.keys();
    scene.calendar.asPerson.edit(id, { subject: 'New' });
    await scene.run();
    const lines = scene.store.journal.filter(({ action }) => action === 'update');
    expect(
      lines.map(({ outcome, side, fields, before, after }) => [outcome, side, fields, before?.subject, after?.subject]),
    ).toEqual([
      ['asked', 'helpdesk', ['subject'], 'Item 0', 'New'],
      ['done', 'helpdesk', ['subject'], 'Item 0', 'New'],
    ]);
  });

  test('a first import is as large as what would be made, and asks before it makes anything', async () => {
    const scene = createScene();
    for (let nth = 0; nth < 21; nth += 1) scene.calendar.asPerson.create(contentOf({ subject: `Item ${nth}` }));
    expect((await scene.run()).outcome).toBe('braked');
    expect(scene.helpdesk.records.size).toBe(0);
    expect(scene.store.journal).toHaveLength(21);
  });

  test('so does a first push, though the helpdesk’s appointments are to be read whole before they are copied', async () => {
    const scene = createScene();
    for (let nth = 0; nth < 21; nth += 1) scene.helpdesk.asPerson.create(contentOf({ subject: `Item ${nth}` }));
    expect((await scene.run()).outcome).toBe('braked');
    expect(scene.calendar.records.size).toBe(0);
    expect(scene.store.journal).toHaveLength(21);
    await scene.run({ approved: new Set(scene.store.journal.map(({ linkKey }) => linkKey)) });
    expect(scene.calendar.records.size).toBe(21);
  });
});

describe('22. conflicts are opaque', () => {
  async function inConflict(): Promise<SyncScene> {
    const scene = createScene();
    await scene.save();
    await scene.run();
    scene.helpdesk.asPerson.edit(scene.sole('helpdesk').id, { subject: 'From the helpdesk', location: 'Yard' });
    scene.calendar.asPerson.edit(scene.sole('calendar').id, { subject: 'From the calendar' });
    return scene;
  }

  test('both values, and what was agreed, are kept per field until the agent decides; the other fields go on', async () => {
    const scene = await inConflict();
    const record = await scene.run();
    expect(record.conflicts).toBe(1);
    const { conflict, helpdesk, calendar } = scene.link();
    expect(conflict).toEqual(['subject']);
    expect(helpdesk).toMatchObject({
      content: { subject: 'From the helpdesk' },
      agreed: { subject: 'Printer on fire' },
    });
    expect(calendar).toMatchObject({ content: { subject: 'From the calendar', location: 'Yard' } });
    const calls = asked(scene);
    await scene.run();
    expect(calls()).toEqual(['helpdesk readPage', 'calendar readPage']);
  });

  test('a choice that the agent lets remember decides the next ones', async () => {
    const scene = await inConflict();
    await scene.run();
    await scene.setRules({ fieldRules: { subject: 'helpdesk' } });
    await scene.run();
    expect(scene.subjects('calendar')).toEqual(['From the helpdesk']);
    expect(scene.link().conflict).toEqual([]);
  });
});

test('23. a filter that is switched on takes nothing back, and one that is switched off brings what it kept away', async () => {
  const scene = createScene();
  await withPairs(scene, 2);
  const filters = { ...scene.rules.filters, free: true };
  await scene.setRules({ filters });
  scene.calendar.asPerson.create(contentOf({ subject: 'Free', showAs: 'free' }));
  const [first = ''] = scene.calendar.records.keys();
  scene.calendar.asPerson.edit(first, { showAs: 'free' });
  await scene.run();
  expect(scene.subjects('helpdesk')).toEqual(['Item 0', 'Item 1']);
  await scene.setRules({ filters: { ...filters, free: false } });
  await scene.run();
  expect(scene.subjects('helpdesk')).toEqual(['Free', 'Item 0', 'Item 1']);
});
