import { describe, expect, test } from 'vitest';
import type { HaloDeps } from '../../../../lib/helpdesk/halo/client';
import { type ListedPage, type ListPlace, listAppointments } from '../../../../lib/helpdesk/halo/list-appointments';
import { UnreadableError } from '../../../../lib/http/errors';
import { answerPages } from './answer-pages';

const asked = { agentIds: [2, 3], between: { from: '2026-11-22T00:00:00', to: '2026-11-25T00:00:00' } };

const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: from + index }));

async function collect(deps: HaloDeps): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const page of listAppointments(deps, asked)) all.push(...page.rows);
  return all;
}

async function collectPages(deps: HaloDeps, start: ListPlace | undefined): Promise<ListedPage[]> {
  const all: ListedPage[] = [];
  for await (const page of listAppointments(deps, asked, start)) all.push(page);
  return all;
}

describe('paging', () => {
  test('goes on to the end and asks for every page once', async () => {
    const deps = answerPages((page) => ({
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
    const deps = answerPages((page) => ({ record_count: 60, page_size: 30, appointments: rows(page * 30, 30) }));
    expect(await collect(deps)).toHaveLength(60);
  });

  test('ends at a short page where no count is given', async () => {
    const deps = answerPages((page) => ({ appointments: rows(page * 100, page === 1 ? 100 : 3) }));
    expect(await collect(deps)).toHaveLength(103);
    expect(deps.urls).toHaveLength(2);
  });

  test('a row that moved to the next page meanwhile comes once', async () => {
    const deps = answerPages((page) => ({ record_count: 150, appointments: page === 1 ? rows(0, 100) : rows(99, 50) }));
    expect(await collect(deps)).toHaveLength(149);
  });

  test('a bare list is all there is', async () => {
    const deps = answerPages(() => rows(0, 250));
    expect(await collect(deps)).toHaveLength(250);
    expect(deps.urls).toHaveLength(1);
  });

  test('a server that repeats its page is stopped: the list would look complete', async () => {
    const deps = answerPages(() => ({ record_count: 1_000, page_size: 100, appointments: rows(0, 100) }));
    await expect(collect(deps)).rejects.toThrow(UnreadableError);
    expect(deps.urls).toHaveLength(2);
  });

  test('a list that never ends is stopped', async () => {
    const deps = answerPages((page) => ({ record_count: 1_000_000, appointments: rows(page * 100, 100) }));
    await expect(collect(deps)).rejects.toThrow(UnreadableError);
  });

  test('rows that a deletion has moved to the page before are not missed', async () => {
    let held = rows(0, 250);
    const deps = answerPages((page) => {
      if (page === 2) held = held.filter(({ id }) => id !== 3);
      const some = held.slice((page - 1) * 100, page * 100);
      return { record_count: held.length, page_size: 100, appointments: some };
    });
    const found = (await collect(deps)) as { readonly id: number }[];
    expect(found.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(rows(0, 250).map(({ id }) => id));
    expect(deps.urls.map((url) => url.searchParams.get('page_no'))).toEqual(['1', '2', '1', '2', '3']);
  });

  test('nor is the last one, when its page is empty by then', async () => {
    let held = rows(0, 101);
    const deps = answerPages((page) => {
      if (page === 2) held = held.filter(({ id }) => id !== 3);
      const some = held.slice((page - 1) * 100, page * 100);
      return { record_count: held.length, page_size: 100, appointments: some };
    });
    expect(await collect(deps)).toHaveLength(101);
  });

  test('a list that was left is gone on with at the next page', async () => {
    const answer = (page: number) => ({
      record_count: 250,
      page_size: 100,
      appointments: rows(page * 100, page < 3 ? 100 : 50),
    });
    const [first] = await collectPages(answerPages(answer), undefined);
    const deps = answerPages(answer);
    await collectPages(deps, first?.next ?? undefined);
    expect(deps.urls.map((url) => url.searchParams.get('page_no'))).toEqual(['2', '3']);
  });
});
