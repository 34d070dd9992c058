import { afterEach, describe, expect, test } from 'vitest';
import type { AppointmentContent } from '../../lib/domain/appointment';
import { createHaloCalendar } from '../../lib/helpdesk/halo/halo-calendar';
import { RateLimitError, UnreadableError } from '../../lib/http/errors';
import type { Creation, RemoteRecord } from '../../lib/sync/ports';
import { agentIds } from '../fixtures/helpdesk-seed-people';
import { connectToHalo, type HaloConnection, testNowMs } from '../unit/helpdesk/halo/halo-connection';
import { collect, usual, versionOf } from './calendar-test';

const { leah } = agentIds;
const dayMs = 24 * 3_600_000;
const window = { startMs: Date.parse('2027-01-01T00:00:00Z'), endMs: Date.parse('2027-03-01T00:00:00Z') };
const anything = /\/api\//i;

const connections: HaloConnection[] = [];
afterEach(() => {
  for (const { violations } of connections.splice(0)) expect(violations).toEqual([]);
});

function open(settings = {}) {
  const connection = connectToHalo({ settings: { rateLimit: 1_000, ...settings } });
  connections.push(connection);
  const { server, deps, clock } = connection;
  server.state.appointments.clear();
  /** Every list is this instead, and every write is noted. */
  const lists: { change: ((rows: readonly unknown[]) => readonly unknown[]) | null } = { change: null };
  const writes: { readonly method: string; readonly query: string; readonly items: readonly object[] }[] = [];
  const fetch: typeof deps.fetch = async (url, init) => {
    clock.nowMs += 1_000;
    const { search, pathname } = new URL(url);
    if (init.method !== 'GET') {
      writes.push({ method: init.method ?? '', query: search, items: JSON.parse(String(init.body ?? '[]')) });
    }
    const response = await deps.fetch(url, init);
    if (lists.change === null || init.method !== 'GET' || !/\/Appointment$/.test(pathname)) return response;
    const body: { appointments: readonly unknown[] } = await response.json();
    return Response.json({ ...body, appointments: lists.change(body.appointments) });
  };
  const port = createHaloCalendar({ ...deps, fetch, agentId: leah, zone: 'Europe/London' });
  const { createMany, updateMany } = port;
  if (createMany === undefined || updateMany === undefined) throw new Error('the helpdesk takes several at once');
  /** The requests since it was asked last. */
  let asked = 0;
  const requests = () => {
    const since = server.requests.slice(asked).map(({ method }) => method);
    asked = server.requests.length;
    return since;
  };
  return { ...connection, port, createMany, updateMany, requests, lists, writes };
}

const creation = (number: number, rest: Partial<Creation> = {}): Creation => {
  const startMs = Date.parse('2027-02-01T09:00:00Z') + (number % 20) * dayMs;
  const at = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return {
    creationKey: `key-${number}`,
    content: {
      ...usual,
      subject: `No. ${number}`,
      span: { kind: 'timed', start: at(startMs), end: at(startMs + 3_600_000), zone: 'Europe/London' },
    },
    ownerAgentId: leah,
    ticket: null,
    mail: 'nobody',
    twinId: null,
    attemptedAtMs: testNowMs,
    ...rest,
  };
};
const isRowOf = (row: unknown, id: number) => typeof row === 'object' && row !== null && 'id' in row && row.id === id;
const creations = (count: number) => Array.from({ length: count }, (_, number) => creation(number));

function made(results: readonly (RemoteRecord | Error)[]): readonly RemoteRecord[] {
  return results.map((result) => {
    if (result instanceof Error) throw result;
    return result;
  });
}

describe('many creations', () => {
  test('are one request for each twenty-five', async () => {
    const { createMany, requests } = open();
    made(await createMany(creations(60)));
    expect(requests()).toEqual(['POST', 'POST', 'POST']);
  });

  test('at a helpdesk that drops our key are told apart by their place', async () => {
    const { createMany, server } = open({ keepsEntryId: false });
    const results = made(await createMany(creations(3)));
    expect(results.map(({ creationKey }) => creationKey)).toEqual(['key-0', 'key-1', 'key-2']);
    expect(results.map(({ id }) => server.state.appointments.get(Number(id))?.subject)).toEqual([
      'No. 0',
      'No. 1',
      'No. 2',
    ]);
  });

  test('answered in another order are told apart by their key', async () => {
    const { createMany, faults } = open();
    const rows = creations(3).map(({ creationKey, content }, number) => ({
      id: 7_000 + number,
      agent_id: leah,
      subject: content.subject,
      start_date: '2027-02-01T09:00:00',
      end_date: '2027-02-01T10:00:00',
      entryid: `docket:${creationKey}`,
    }));
    const body = JSON.stringify(rows.toReversed());
    faults.add({ method: 'POST', url: anything, times: 1, fault: { kind: 'answer', status: 201, body } });
    expect(made(await createMany(creations(3))).map(({ id }) => id)).toEqual(['7000', '7001', '7002']);
  });

  test('of which an answer leaves one out: that one is in doubt', async () => {
    const { createMany, faults } = open();
    const body = JSON.stringify([
      {
        id: 7_000,
        agent_id: leah,
        start_date: '2027-02-01T09:00:00',
        end_date: '2027-02-01T10:00:00',
        entryid: 'docket:key-1',
      },
    ]);
    faults.add({ method: 'POST', url: anything, times: 1, fault: { kind: 'answer', status: 201, body } });
    const [one, other] = await createMany(creations(2));
    expect(one).toBeInstanceOf(UnreadableError);
    expect(other).toMatchObject({ id: '7000', creationKey: 'key-1' });
  });

  test('of which some were saved before the whole was refused: none is made twice', async () => {
    const { createMany, port, server, faults } = open();
    await port.create(creation(0));
    faults.add({ method: 'POST', url: anything, times: 1, fault: { kind: 'answer', status: 400, body: 'No.' } });
    made(await createMany(creations(3)));
    expect([...server.state.appointments.values()].map(({ subject }) => subject).toSorted()).toEqual([
      'No. 0',
      'No. 1',
      'No. 2',
    ]);
  });

  test('end at a rate limit: nothing more is sent', async () => {
    const { createMany, faults, server, requests } = open();
    faults.add({ method: 'POST', url: anything, times: 9, fault: { kind: 'answer', status: 429, body: 'Too many.' } });
    const results = await createMany(creations(60));
    expect(results).toHaveLength(60);
    for (const result of results) expect(result).toBeInstanceOf(RateLimitError);
    expect(requests()).toEqual([]);
    expect(server.state.appointments.size).toBe(0);
  });
});

describe('many changes', () => {
  const changedOf = (records: readonly RemoteRecord[], difference: Partial<AppointmentContent>) =>
    records.map((record) => ({
      target: versionOf(record),
      content: { ...record.content, ...difference },
      fields: ['subject', 'location'] as const,
    }));

  test('after changes were read: one look for all versions, one request for all writes', async () => {
    const { createMany, updateMany, port, requests } = open();
    const records = made(await createMany(creations(20)));
    const { pages } = await port.readChanges({ cursor: null, resume: null, want: 'listing', window });
    await collect(pages);
    requests();
    made(await updateMany(changedOf(records, { location: 'Roof' })));
    expect(requests()).toEqual(['GET', 'POST']);
  });

  test('without that each version is looked at by itself', async () => {
    const { createMany, updateMany, requests } = open();
    const records = made(await createMany(creations(3)));
    requests();
    made(await updateMany(changedOf(records, { location: 'Roof' })));
    expect(requests()).toEqual(['GET', 'GET', 'GET', 'POST']);
  });

  test('a list that does not reach back to the last reading is no proof', async () => {
    const { createMany, updateMany, port, requests, server, clock } = open();
    const records = made(await createMany(creations(2)));
    const { pages } = await port.readChanges({ cursor: null, resume: null, want: 'listing', window });
    await collect(pages);
    server.webUi.changeAppointment(Number(records[0]?.id), { subject: 'Changed by a colleague' });
    for (let number = 0; number < 120; number++) {
      clock.nowMs += 1_000;
      const times = { start_date: '2027-02-01T09:00:00', end_date: '2027-02-01T10:00:00' };
      server.webUi.createAppointment({ agent_id: leah, ...times });
    }
    requests();
    const results = await updateMany(changedOf(records, { location: 'Roof' }));
    expect(results).toMatchObject([{ name: 'StaleEtagError' }, { content: { location: 'Roof' } }]);
    expect(requests()).toEqual(['GET', 'GET', 'GET', 'POST']);
  });

  test('a list that came in another order is no proof', async () => {
    const { updateMany, createMany, port, server, lists } = open();
    const records = made(await createMany(creations(3)));
    const { pages } = await port.readChanges({ cursor: null, resume: null, want: 'listing', window });
    await collect(pages);
    const times = { start_date: '2027-02-01T09:00:00', end_date: '2027-02-01T10:00:00' };
    const { id } = server.webUi.createAppointment({ agent_id: leah, ...times });
    server.webUi.changeAppointment(Number(records[0]?.id), { subject: 'Changed by a colleague' });
    // It ends with what was known, and the changed one is on no page that was looked at.
    const shown = [Number(records[1]?.id), id, Number(records[2]?.id)];
    lists.change = (rows) => shown.map((one) => rows.find((row) => isRowOf(row, one)));
    const results = await updateMany(changedOf(records.slice(0, 2), { location: 'Roof' }));
    expect(results).toMatchObject([{ name: 'StaleEtagError' }, { content: { location: 'Roof' } }]);
  });

  test('one change is a look and a write', async () => {
    const { port, requests } = open();
    const record = await port.create(creation(0));
    requests();
    await port.update(versionOf(record), { ...record.content, location: 'Roof' }, ['location']);
    expect(requests()).toEqual(['GET', 'POST']);
  });

  test('what the helpdesk does not keep is not written', async () => {
    const { port, requests } = open();
    const record = await port.create(creation(0));
    requests();
    await port.update(versionOf(record), { ...record.content, showAs: 'free' }, ['showAs']);
    expect(requests()).toEqual(['GET']);
  });

  test('a move takes nobody’s appointment away', async () => {
    const { port, server } = open();
    const record = await port.create(creation(0));
    server.webUi.changeAppointment(Number(record.id), { agent_id: agentIds.amir });
    const { content } = creation(1);
    await port.update({ ...versionOf(record), etag: '' }, content, ['span']);
    expect(server.state.appointments.get(Number(record.id))?.agent_id).toBe(agentIds.amir);
  });
});

test('no write lets the helpdesk inform anybody, and no deletion reaches into Exchange', async () => {
  const { port, createMany, updateMany, writes } = open();
  const one = await port.create({ ...creation(0), mail: 'everybody' });
  const [two, three] = made(await createMany([creation(1), creation(2)]));
  if (two === undefined || three === undefined) throw new Error('nothing was made');
  const moved = await port.update(versionOf(one), { ...one.content, location: 'Roof' }, ['location']);
  const change = { content: { ...two.content, location: 'Yard' }, fields: ['location'] as const };
  made(await updateMany([two, three].map((record) => ({ target: versionOf(record), ...change }))));
  const named = await port.linkTwin(versionOf(moved), 'event');
  await port.remove(versionOf(named));
  expect(writes.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'POST', 'POST', 'DELETE']);
  for (const { items } of writes) {
    for (const item of items) expect(item).toMatchObject({ inform_agents: false, inform_user: false });
  }
  expect(writes.at(-1)?.query).toContain('ignoreexchangedelete=true');
});
