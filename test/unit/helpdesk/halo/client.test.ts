import { describe, expect, test } from 'vitest';
import { getAppointment, type HaloDeps, listAppointments, unwrapList } from '../../../../lib/helpdesk/halo/client';
import { UnreadableError } from '../../../../lib/http/errors';

const asked = { agentIds: [2, 3], from: '2026-11-22T00:00:00', to: '2026-11-25T00:00:00' };

/** Answers each request by the page it asks for. */
function pages(answer: (pageNo: number) => unknown): HaloDeps & { readonly urls: URL[] } {
  const urls: URL[] = [];
  return {
    urls,
    origin: 'https://acme.halopsa.com',
    now: () => 0,
    authorized: { token: async () => 'token', renew: async () => 'token' },
    fetch: async (url) => {
      urls.push(new URL(url));
      return Response.json(answer(Number(new URL(url).searchParams.get('page_no'))));
    },
  };
}

const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: from + index }));

async function collect(deps: HaloDeps): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const page of listAppointments(deps, asked)) all.push(...page);
  return all;
}

describe('paging', () => {
  test('goes on to the end and asks for every page once', async () => {
    const deps = pages((page) => ({
      record_count: 250,
      page_no: page,
      page_size: 100,
      appointments: rows(page * 100, page < 3 ? 100 : 50),
    }));
    expect(await collect(deps)).toHaveLength(250);
    expect(deps.urls.map((url) => url.searchParams.get('page_no'))).toEqual(['1', '2', '3']);
    expect(deps.urls[0]?.searchParams.get('agents')).toBe('2,3');
  });

  test('goes on after a short page while rows are missing', async () => {
    const deps = pages((page) => ({ record_count: 60, page_size: 30, appointments: rows(page * 30, 30) }));
    expect(await collect(deps)).toHaveLength(60);
  });

  test('ends at a short page where no count is given', async () => {
    const deps = pages((page) => ({ appointments: rows(page * 100, page === 1 ? 100 : 3) }));
    expect(await collect(deps)).toHaveLength(103);
    expect(deps.urls).toHaveLength(2);
  });

  test('a row that moved to the next page meanwhile comes once', async () => {
    const deps = pages((page) => ({ record_count: 150, appointments: page === 1 ? rows(0, 100) : rows(99, 50) }));
    expect(await collect(deps)).toHaveLength(149);
  });

  test('a bare list is all there is', async () => {
    const deps = pages(() => rows(0, 250));
    expect(await collect(deps)).toHaveLength(250);
    expect(deps.urls).toHaveLength(1);
  });

  test('a server that repeats its page is stopped: the list would look complete', async () => {
    const deps = pages(() => ({ record_count: 1_000, page_size: 100, appointments: rows(0, 100) }));
    await expect(collect(deps)).rejects.toThrow(UnreadableError);
    expect(deps.urls).toHaveLength(2);
  });

  test('a list that never ends is stopped', async () => {
    const deps = pages((page) => ({ record_count: 1_000_000, appointments: rows(page * 100, 100) }));
    await expect(collect(deps)).rejects.toThrow(UnreadableError);
  });
});

test.each([
  ['bare', [{ id: 1 }]],
  ['under its name', { record_count: 1, others: [], agents: [{ id: 1 }] }],
  ['under another name', { record_count: 1, results: [{ id: 1 }] }],
])('a list %s is found', (_where, body) => {
  expect(unwrapList(body, ['agents'], 'acme.halopsa.com')).toEqual([{ id: 1 }]);
});

test.each([null, 'words', { record_count: 0 }])('an answer without a list is not an empty list: %s', (body) => {
  expect(() => unwrapList(body, ['agents'], 'acme.halopsa.com')).toThrow(UnreadableError);
});

test('an id from outside cannot lead to another address', async () => {
  const deps = pages(() => ({}));
  await getAppointment(deps, '../Control?x=1');
  expect(deps.urls[0]?.pathname).toBe('/api/Appointment/..%2FControl%3Fx%3D1');
});
