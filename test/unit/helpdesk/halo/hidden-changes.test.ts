import { describe, expect, test } from 'vitest';
import { proveHiddenOrder, readHiddenChanges } from '../../../../lib/helpdesk/halo/hidden-changes';
import type { ChangeDeps } from '../../../../lib/helpdesk/halo/newest-first';
import { usualTimes } from '../../../../lib/helpdesk/halo/times';

const context = { origin: 'https://acme.halopsa.com', zone: 'UTC', times: usualTimes };
const start = { start_date: '2026-11-24T09:00:00', end_date: '2026-11-24T10:00:00' };

/** A helpdesk whose list shows ids alone, in this order, and its turned round in the other; a read tells the minute of the change. */
function helpdesk(
  listed: { readonly newestFirst: readonly number[]; readonly oldestFirst?: readonly number[] },
  minutes: Readonly<Record<number, number>>,
) {
  const { newestFirst, oldestFirst = newestFirst.toReversed() } = listed;
  const row = (id: number) => ({ id, agent_id: 2, subject: `No. ${id}`, ...start });
  const deps: ChangeDeps = {
    now: () => Date.parse('2026-11-23T08:00:00Z'),
    origin: context.origin,
    agentId: 2,
    authorized: { token: async () => 'token', renew: async () => 'token' },
    fetch: async (address) => {
      const { pathname, searchParams } = new URL(address);
      const id = Number(/\/Appointment\/(\d+)$/.exec(pathname)?.[1]);
      const at = String(minutes[id] ?? 0).padStart(2, '0');
      if (id > 0) return Response.json({ ...row(id), note: '', last_modified: `2026-11-23T07:${at}:00` });
      const ids = searchParams.get('orderdesc') === 'true' ? newestFirst : oldestFirst;
      const rows = ids.slice(0, Number(searchParams.get('page_size'))).map(row);
      return Response.json({ record_count: ids.length, page_no: 1, page_size: rows.length, appointments: rows });
    },
  };
  return deps;
}

describe('an order that rows do not show', () => {
  test.each([
    ['is proven where the list turned round begins with an older one', { newestFirst: [3, 2, 1] }, true],
    ['is not, where it begins with the same one', { newestFirst: [3, 2, 1], oldestFirst: [3, 2, 1] }, false],
    ['is not, where what comes first was changed earlier than what comes last', { newestFirst: [1, 2, 3] }, false],
    ['is not, where there is but one', { newestFirst: [1] }, false],
  ])('%s', async (_when, listed, isProven) => {
    const reached = await proveHiddenOrder(helpdesk(listed, { 1: 10, 2: 20, 3: 30 }));
    expect(reached !== null).toBe(isProven);
  });
});

describe('changes at the head of such a list', () => {
  const from = { newestMs: Date.parse('2026-11-23T07:20:00Z'), known: {} };
  test('are read down to what was known', async () => {
    const page = await readHiddenChanges(
      helpdesk({ newestFirst: [4, 3, 1, 2] }, { 1: 10, 2: 5, 3: 30, 4: 40 }),
      context,
      from,
    );
    expect('records' in page && page.records.map(({ id }) => id)).toEqual(['4', '3']);
  });

  test('are not told by a list that has lost its order: it is listed', async () => {
    const page = await readHiddenChanges(
      helpdesk({ newestFirst: [3, 4, 1, 2] }, { 1: 10, 2: 5, 3: 30, 4: 40 }),
      context,
      from,
    );
    expect(page).not.toHaveProperty('records');
  });

  test('are not told where there are more than are read one by one', async () => {
    const ids = Array.from({ length: 20 }, (_, nth) => 20 - nth);
    const minutes = Object.fromEntries(ids.map((id) => [id, 25 + id]));
    expect(await readHiddenChanges(helpdesk({ newestFirst: ids }, minutes), context, from)).not.toHaveProperty(
      'records',
    );
  });
});
