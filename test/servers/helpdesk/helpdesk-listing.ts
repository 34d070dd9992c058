import { badRequest, json } from './helpdesk-answers';
import type { ApiCall } from './helpdesk-context';
import type { QueryRules } from './helpdesk-query';

/**
 * Paging and order, the same for every long list. `count` is not in the vendor's file for every list,
 * but clients send it to live tenants.
 */
export const listingQuery = {
  pageinate: 'bool',
  page_no: 'int',
  page_size: 'int',
  count: 'int',
  order: 'string',
  order2: 'string',
  order3: 'string',
  order4: 'string',
  order5: 'string',
  orderdesc: 'bool',
  orderdesc2: 'bool',
  orderdesc3: 'bool',
  orderdesc4: 'bool',
  orderdesc5: 'bool',
} as const satisfies QueryRules;

/** Asking for more than this brings no more. */
const largestPage = 100;
const usualPage = 50;

interface Row {
  readonly id: number;
}

/** Answers `{record_count, page_no, page_size, <collection>}`, or without the page where no paging was asked for. */
export function answerListing<R extends Row>(
  call: ApiCall,
  collection: string,
  rows: readonly R[],
  toListRow: (row: R) => Readonly<Record<string, unknown>>,
  once: <T>(part: string, work: () => T) => T = (_, work) => work(),
): Response {
  const { query } = call;
  const keys = readSortKeys(call);
  const unknown = once('unknown', () => keys.find(({ name }) => rows.some((row) => !Object.hasOwn(row, name))));
  if (unknown !== undefined) return badRequest(`There is no field ${unknown.name} to order by.`);
  const part = (from: number, until: number) =>
    once('part', () => firstOf(rows, until, (a, b) => compareRows(a, b, keys)).slice(from)).map(toListRow);

  if (!query.isOn('pageinate'))
    return json(200, { record_count: rows.length, [collection]: part(0, query.number('count') ?? rows.length) });

  const page = query.number('page_no') ?? 1;
  const size = Math.min(query.number('page_size') ?? usualPage, largestPage);
  if (page < 1 || size < 1) return badRequest('Pages are counted from 1 and hold at least one row.');
  return json(200, {
    record_count: rows.length,
    page_no: page,
    page_size: size,
    [collection]: part((page - 1) * size, page * size),
  });
}

/** Few of many rows are found in one pass: a server that is slow at ten thousand rows would be all that is measured. */
const few = 200;

function firstOf<R>(rows: readonly R[], count: number, compareTwo: (a: R, b: R) => number): readonly R[] {
  if (count > few) return rows.toSorted(compareTwo).slice(0, count);
  const first: R[] = [];
  // The newest stand at the end, and are asked for most.
  for (const row of rows.toReversed()) {
    const last = first.at(-1);
    if (first.length === count && last !== undefined && compareTwo(row, last) >= 0) continue;
    const place = first.findIndex((other) => compareTwo(row, other) < 0);
    first.splice(place < 0 ? first.length : place, 0, row);
    if (first.length > count) first.pop();
  }
  return first;
}

interface SortKey {
  readonly name: string;
  readonly direction: 1 | -1;
}

function readSortKeys({ query }: ApiCall): readonly SortKey[] {
  return ['', '2', '3', '4', '5'].flatMap((suffix) => {
    const name = query.text(`order${suffix}`);
    return name === null ? [] : [{ name, direction: query.isOn(`orderdesc${suffix}`) ? -1 : 1 }];
  });
}

/** Equal rows stand by id, so that pages never overlap. */
function compareRows(a: Row, b: Row, keys: readonly SortKey[]): number {
  for (const { name, direction } of keys) {
    const difference = compare(Reflect.get(a, name), Reflect.get(b, name));
    if (difference !== 0) return difference * direction;
  }
  return a.id - b.id;
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}
