import { afterEach, describe, expect, test } from 'vitest';
import { createHaloCalendar } from '../../lib/helpdesk/halo/halo-calendar';
import { SyncTokenExpiredError } from '../../lib/http/errors';
import type { ChangePage, Cursor, Reading } from '../../lib/sync/ports';
import { agentIds } from '../fixtures/helpdesk-seed-people';
import type { AppointmentRow } from '../servers/helpdesk/appointment-fields';
import { connectToHalo, type HaloConnection, testNowMs } from '../unit/helpdesk/halo/halo-connection';
import { collect } from './calendar-test';

const { leah } = agentIds;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const window = { startMs: testNowMs - 30 * dayMs, endMs: testNowMs + 180 * dayMs };
const haloTime = (atMs: number) => new Date(atMs).toISOString().slice(0, 19);

type Settings = NonNullable<NonNullable<Parameters<typeof connectToHalo>[0]>['settings']>;

const connections: HaloConnection[] = [];
afterEach(() => {
  for (const { violations } of connections.splice(0)) expect(violations).toEqual([]);
});

/** A helpdesk with so many appointments, changed one after the other in the order of their ids. */
function open(count: number, settings: Settings = {}, onTheWay: (url: URL) => void = () => undefined) {
  const connection = connectToHalo({ settings: { rateLimit: 10_000, ...settings } });
  connections.push(connection);
  const { server, clock } = connection;
  const deps: typeof connection.deps = {
    ...connection.deps,
    fetch(address, init) {
      const url = new URL(address);
      onTheWay(url);
      return connection.deps.fetch(url.href, init);
    },
  };
  server.state.appointments.clear();
  const add = (given: Partial<AppointmentRow> = {}) => {
    const startMs = testNowMs + (server.state.appointments.size % 100) * dayMs;
    const times = { start_date: haloTime(startMs), end_date: haloTime(startMs + minuteMs) };
    return String(server.webUi.createAppointment({ agent_id: leah, ...times, ...given }).id);
  };
  for (let number = 0; number < count; number++) {
    add({ subject: `No. ${number}`, last_modified: haloTime(testNowMs - (count - number) * minuteMs) });
  }
  const port = createHaloCalendar({ ...deps, agentId: leah, zone: 'Europe/London' });

  /** Reads all pages, and what requests that took. */
  async function read(cursor: Cursor | null, want: 'changes' | 'listing' = 'changes') {
    const before = server.requests.length;
    const { kind, pages }: Reading = await port.readChanges({ cursor, resume: null, want, window });
    const all: readonly ChangePage[] = await collect(pages);
    const { next } = all.at(-1) ?? { next: null };
    if (next === null) throw new Error('the reading has no end');
    const records = all.flatMap((page) => page.records);
    return { kind, next, records, ids: records.map(({ id }) => id), requests: server.requests.length - before };
  }
  const pass = (ms: number) => {
    clock.nowMs += ms;
  };
  return { ...connection, deps, port, add, read, pass };
}

describe('a helpdesk whose list comes newest first', () => {
  test.each([0, 1, 100, 1_000])('with %i appointments: one request when nothing has changed', async (count) => {
    const { read } = open(count);
    const { next } = await read(null);
    expect(await read(next)).toMatchObject({ kind: count === 0 ? 'listing' : 'changes', ids: [], requests: 1 });
  });

  test('one request for ten changes among a thousand', async () => {
    const { read, add, pass, server } = open(1_000);
    const { next } = await read(null);
    pass(minuteMs);
    const added = Array.from({ length: 5 }, () => add());
    const changed = [...server.state.appointments.keys()].slice(0, 5);
    for (const id of changed) server.webUi.changeAppointment(id, { subject: 'Changed' });
    const told = await read(next);
    expect(told).toMatchObject({ kind: 'changes', requests: 1 });
    expect(told.ids.toSorted()).toEqual([...added, ...changed.map(String)].toSorted());
    expect(await read(told.next)).toMatchObject({ ids: [], requests: 1 });
  });

  test('also when all were changed in the same minute', async () => {
    const { read, server, pass } = open(300);
    const { next } = await read(null);
    pass(minuteMs);
    for (const id of server.state.appointments.keys()) server.webUi.changeAppointment(id, { subject: 'Changed' });
    const told = await read(next);
    expect(told.ids).toHaveLength(300);
    expect(await read(told.next)).toMatchObject({ ids: [], requests: 1 });
  });

  test('what is written a few minutes late is told, and once', async () => {
    const { read, add, pass } = open(20);
    pass(minuteMs);
    add();
    const { next } = await read(null);
    const late = add({ last_modified: haloTime(testNowMs - 3 * minuteMs) });
    const told = await read(next);
    expect(told.ids).toEqual([late]);
    expect((await read(told.next)).ids).toEqual([]);
  });

  test('what is moved out of the window is told', async () => {
    const { read, pass, server } = open(5);
    const { next, ids } = await read(null);
    pass(minuteMs);
    const beyond = testNowMs + 400 * dayMs;
    const times = { start_date: haloTime(beyond), end_date: haloTime(beyond + minuteMs) };
    server.webUi.changeAppointment(Number(ids[2]), times);
    expect((await read(next)).ids).toEqual([ids[2]]);
  });

  test('the deletion of what was changed last hides nothing', async () => {
    const { read, pass, server, add } = open(5);
    const { next, ids } = await read(null);
    server.webUi.deleteAppointment(Number(ids[0]));
    const quiet = await read(next);
    expect(quiet.ids).toEqual([]);
    pass(minuteMs);
    const added = add();
    expect((await read(quiet.next)).ids).toEqual([added]);
  });

  test('a list that became shorter is read whole at once, though more was added than taken out', async () => {
    const { read, pass, server, add } = open(5);
    const { next, ids } = await read(null);
    // How long the list is, the first reading from its head tells.
    const known = await read(next);
    pass(minuteMs);
    server.webUi.deleteAppointment(Number(ids[2]));
    add();
    const added = add();
    const told = await read(known.next);
    expect(told.kind).toBe('listing');
    expect(told.ids).toContain(added);
    expect(told.ids).not.toContain(ids[2]);
    expect(await read(told.next)).toMatchObject({ kind: 'changes', ids: [], requests: 1 });
  });

  test('one taken out between a full listing and the next reading is noticed', async () => {
    const { read, pass, server } = open(5);
    const { next, ids } = await read(null);
    const known = await read(next);
    const listed = await read(known.next, 'listing');
    pass(minuteMs);
    server.webUi.deleteAppointment(Number(ids[2]));
    expect(await read(listed.next)).toMatchObject({ kind: 'listing' });
  });

  test('changed once more within the same second, it is told once more', async () => {
    const { read, pass, server } = open(5);
    const { next, ids } = await read(null);
    pass(minuteMs);
    server.webUi.changeAppointment(Number(ids[2]), { subject: 'Once' });
    const once = await read(next);
    server.webUi.changeAppointment(Number(ids[2]), { subject: 'Twice' });
    const twice = await read(once.next);
    expect(twice.records.map(({ content }) => content.subject)).toEqual(['Twice']);
    expect((await read(twice.next)).ids).toEqual([]);
  });

  test('a row from the future does not hide what is changed from now on', async () => {
    const { read, pass, add } = open(5);
    add({ last_modified: haloTime(testNowMs + 1_000 * dayMs) });
    const { next } = await read(null);
    pass(minuteMs);
    const added = add();
    const told = await read(next);
    expect(told.ids).toEqual([added]);
    expect((await read(told.next)).ids).toEqual([]);
  });

  test('one that loses its order is listed again', async () => {
    const { read, server, pass } = open(5);
    const { next, ids } = await read(null);
    pass(minuteMs);
    const row = server.webUi.changeAppointment(Number(ids[3]), { subject: 'Changed' });
    // Rows without the time of their change are in no order.
    server.webUi.changeAppointment(Number(ids[1]), { last_modified: null });
    const told = await read(next);
    expect(told).toMatchObject({ kind: 'listing' });
    expect(told.ids).toHaveLength(5);
    expect(told.records.find(({ id }) => id === String(row.id))?.content.subject).toBe('Changed');
    expect((await read(told.next)).kind).toBe('listing');
  });

  test('and in the middle of its pages asks for a listing', async () => {
    const { port, read, server, pass } = open(300);
    const { next } = await read(null);
    pass(minuteMs);
    for (const id of server.state.appointments.keys()) server.webUi.changeAppointment(id, { subject: 'Changed' });
    const { kind, pages } = await port.readChanges({ cursor: next, resume: null, want: 'changes', window });
    expect(kind).toBe('changes');
    await pages.next();
    const [last] = [...server.state.appointments.keys()].slice(-1);
    server.webUi.changeAppointment(last ?? 0, { last_modified: null });
    await expect(collect(pages)).rejects.toThrow(SyncTokenExpiredError);
  });

  test('another agent’s cursor is none', async () => {
    const { read, deps } = open(5);
    const { next } = await read(null);
    const other = createHaloCalendar({ ...deps, agentId: agentIds.amir, zone: 'Europe/London' });
    const asked = { cursor: next, resume: null, want: 'changes', window } as const;
    await expect(other.readChanges(asked)).rejects.toThrow(SyncTokenExpiredError);
  });
});

describe('a helpdesk whose list keeps the time of changes to itself', () => {
  const hidden = { listHasLastModified: false };

  test.each([2, 100, 1_000])('with %i appointments: two requests when nothing has changed', async (count) => {
    const { read } = open(count, hidden);
    const { next } = await read(null);
    expect(await read(next)).toMatchObject({ kind: 'changes', ids: [], requests: 2 });
  });

  test('a few changes are read one by one, with their notes', async () => {
    const { read, pass, add, server } = open(200, hidden);
    const { next } = await read(null);
    pass(minuteMs);
    const added = add({ note: 'Bring a ladder.' });
    const [changed = 0] = server.state.appointments.keys();
    server.webUi.changeAppointment(changed, { subject: 'Changed' });
    const told = await read(next);
    expect(told).toMatchObject({ kind: 'changes', requests: 4 });
    expect(told.ids.toSorted()).toEqual([added, String(changed)].toSorted());
    expect(told.records.find(({ id }) => id === added)?.content.notes).toBe('Bring a ladder.');
    expect(await read(told.next)).toMatchObject({ ids: [], requests: 2 });
  });

  test('of many changes the window is listed', async () => {
    const { read, pass, server } = open(200, hidden);
    const { next } = await read(null);
    pass(minuteMs);
    for (const id of server.state.appointments.keys()) server.webUi.changeAppointment(id, { subject: 'Changed' });
    const told = await read(next);
    expect(told.kind).toBe('listing');
    expect(told.records.every(({ content }) => content.subject === 'Changed')).toBe(true);
    expect(told.ids).toHaveLength(200);
  });

  test('a change just before the order is proved is not lost', async () => {
    const { deps, server, pass } = open(200, hidden);
    const [changed = 0] = server.state.appointments.keys();
    let isDone = false;
    const fetch: typeof deps.fetch = (url, init) => {
      if (!isDone && new URL(url).searchParams.get('page_size') === '1') {
        isDone = true;
        pass(minuteMs);
        server.webUi.changeAppointment(changed, { subject: 'Changed meanwhile' });
      }
      return deps.fetch(url, init);
    };
    const port = createHaloCalendar({ ...deps, fetch, agentId: leah, zone: 'Europe/London' });
    const { pages } = await port.readChanges({ cursor: null, resume: null, want: 'listing', window });
    const records = (await collect(pages)).flatMap((page) => page.records);
    expect(isDone).toBe(true);
    expect(records.findLast(({ id }) => id === String(changed))?.content.subject).toBe('Changed meanwhile');
  });

  test('a change while the pages are read is not lost', async () => {
    const { port, read, server, pass } = open(200, hidden);
    const reading = await port.readChanges({ cursor: null, resume: null, want: 'listing', window });
    const pages: ChangePage[] = [];
    for await (const page of reading.pages) {
      pages.push(page);
      pass(minuteMs);
      server.webUi.changeAppointment(Number(page.records[0]?.id), { subject: 'Changed meanwhile' });
    }
    const next = pages.at(-1)?.next ?? null;
    const subjects = (await read(next)).records.map(({ content }) => content.subject);
    expect(subjects).toEqual(pages.map(() => 'Changed meanwhile'));
  });

  test('a single appointment, of which no order can be proved, is listed', async () => {
    const { read } = open(1, hidden);
    const { next } = await read(null);
    expect(await read(next)).toMatchObject({ kind: 'listing', requests: 1 });
  });

  test('appointments that were all changed in one second are listed', async () => {
    const { read, server } = open(20, hidden);
    for (const id of server.state.appointments.keys()) server.webUi.changeAppointment(id, {});
    const { next } = await read(null);
    expect(await read(next)).toMatchObject({ kind: 'listing', requests: 1 });
  });
});

describe('a helpdesk that is asked for an order and gives another', () => {
  /** Its lists come by id, whatever is asked. */
  const byId = (url: URL) => {
    for (const name of ['order', 'orderdesc']) url.searchParams.delete(name);
  };
  const shown = {};
  const hidden = { listHasLastModified: false };

  /** So that those with the lower ids are the newer ones: by chance, the list by id stands newest first. */
  function inOrderByChance({ server }: ReturnType<typeof open>): void {
    let atMs = testNowMs - minuteMs;
    for (const id of server.state.appointments.keys()) {
      server.webUi.changeAppointment(id, { last_modified: haloTime(atMs) });
      atMs -= minuteMs;
    }
  }

  test.each([
    ['shows the time of changes', shown],
    ['keeps the time of changes to itself', hidden],
  ])('is listed each time where it %s, and no change is missed', async (_what, settings) => {
    const { read, pass, server } = open(150, settings, byId);
    const { next } = await read(null);
    pass(minuteMs);
    const changed = [...server.state.appointments.keys()][120] ?? 0;
    server.webUi.changeAppointment(changed, { subject: 'Changed' });
    const told = await read(next);
    expect(told).toMatchObject({ kind: 'listing', requests: 2 });
    expect(told.records.find(({ id }) => id === String(changed))?.content.subject).toBe('Changed');
  });

  test.each([
    ['shows the time of changes', shown],
    ['keeps the time of changes to itself', hidden],
  ])('is not believed when its list stands in that order by chance, where it %s', async (_what, settings) => {
    const side = open(150, settings, byId);
    inOrderByChance(side);
    const { next } = await side.read(null);
    side.pass(minuteMs);
    const changed = [...side.server.state.appointments.keys()][120] ?? 0;
    side.server.webUi.changeAppointment(changed, { subject: 'Changed' });
    const told = await side.read(next);
    expect(told.kind).toBe('listing');
    expect(told.records.find(({ id }) => id === String(changed))?.content.subject).toBe('Changed');
  });

  test.each([
    ['shows the time of changes', shown],
    ['keeps the time of changes to itself', hidden],
  ])('from some day on is noticed at the next full listing, where it %s', async (_what, settings) => {
    let isKept = true;
    const side = open(150, settings, (url) => {
      if (!isKept) byId(url);
    });
    const proven = await side.read(null);
    expect((await side.read(proven.next)).kind).toBe('changes');
    isKept = false;
    inOrderByChance(side);
    const { next } = await side.read(proven.next, 'listing');
    expect((await side.read(next)).kind).toBe('listing');
    // And back: what a full listing proves anew holds again.
    isKept = true;
    const again = await side.read(next, 'listing');
    expect((await side.read(again.next)).kind).toBe('changes');
  });
});

describe('a helpdesk that refuses to put its list in order', () => {
  test.each([
    [400, 'There is no field last_modified to order by.'],
    [500, 'Invalid column name.'],
  ])('with %i: it is listed as it comes', async (status, body) => {
    const { read, faults } = open(150);
    faults.add({ url: /order=last_modified/, times: 100, fault: { kind: 'answer', status, body } });
    const first = await read(null);
    expect(first.ids).toHaveLength(150);
    expect(await read(first.next)).toMatchObject({ kind: 'listing' });
  });
});

describe('what counts as an appointment', () => {
  test('occurrences of a series each by itself, to-dos as such, no masters, holidays and shifts', async () => {
    const { read, add } = open(0);
    const master = add({ _recurringmaster: true, subject: 'Team meeting' });
    const wanted = [
      add({ subject: 'Team meeting', halo_recurring_master_id: Number(master) }),
      add({ subject: 'Team meeting', recurring_master_id: 'AAMk' }),
      add({ subject: 'Send the report', is_task: true }),
    ];
    add({ subject: 'Leave', holiday_id: '00000000-0000-4000-8000-000000000001' });
    const { ids, records } = await read(null);
    expect(ids.toSorted()).toEqual(wanted.toSorted());
    expect(records.map(({ traits }) => traits.type).toSorted()).toEqual(['default', 'default', 'task']);
  });

  test('a list has no notes, and says so', async () => {
    const { read, add } = open(0);
    add({ note: 'Key at reception.' });
    const { records } = await read(null);
    expect(records).toMatchObject([{ absent: ['showAs', 'notes'] }]);
  });
});
