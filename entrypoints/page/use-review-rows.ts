import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReviewRow } from '../../lib/domain/sync-views';
import { send } from '../../lib/messages/send';
import { type ReviewDesk, useNewest } from './use-review';

const pageRows = 100;
const mostAtOnce = 500;
const typingPauseMs = 200;

interface Found {
  readonly search: string;
  readonly found: number;
  readonly rows: ReadonlyMap<number, ReviewRow>;
}

/** Rows of the dry run, read page by page as they come into sight. */
export function useReviewRows(desk: ReviewDesk) {
  const { review } = desk;
  const [search, setSearch] = useState('');
  const [list, setList] = useState<Found>({ search: '', found: 0, rows: new Map() });
  const asked = useRef(new Set<number>());
  const newest = useNewest({ search, id: review?.id });
  const isReady = review?.state === 'ready';
  const id = review?.id;

  async function readPage(page: number) {
    if (asked.current.has(page)) return;
    const pages = asked.current;
    pages.add(page);
    const { search: words, id: of } = newest.current;
    const offset = page * pageRows;
    const reply = await send('reviewRows', { offset, limit: pageRows, search: words });
    if (newest.current.search !== words || newest.current.id !== of || asked.current !== pages) return;
    if (!reply.ok) {
      pages.delete(page);
      return;
    }
    setList((current) => {
      const rows = new Map(current.search === words ? current.rows : []);
      for (const [place, row] of reply.answer.rows.entries()) rows.set(offset + place, row);
      return { search: words, found: reply.answer.found, rows };
    });
  }
  const read = useNewest(readPage);

  useEffect(() => {
    if (!isReady || id === undefined) return;
    asked.current = new Set();
    const timer = setTimeout(() => void read.current(0), search === '' ? 0 : typingPauseMs);
    return () => clearTimeout(timer);
  }, [isReady, id, search, read]);

  function show(change: (row: ReviewRow) => ReviewRow) {
    setList((current) => ({
      ...current,
      rows: new Map([...current.rows].map(([place, row]) => [place, change(row)])),
    }));
  }

  async function tick(row: ReviewRow, isOn: boolean) {
    show((shown) => (shown.linkId === row.linkId ? { ...shown, isTicked: isOn } : shown));
    if (!desk.take(await send('tickReview', { linkIds: [row.linkId], on: isOn }))) await reread();
  }

  async function tickAll(isOn: boolean) {
    show((row) => ({ ...row, isTicked: isOn }));
    const words = search.trim();
    const isDone =
      words === '' ? desk.take(await send('tickReview', { linkIds: 'all', on: isOn })) : await tickFound(words, isOn);
    if (!isDone) await reread();
  }

  /** What a search found may be more than one page holds. */
  async function tickFound(words: string, isOn: boolean): Promise<boolean> {
    for (let offset = 0; ; offset += mostAtOnce) {
      const page = await send('reviewRows', { offset, limit: mostAtOnce, search: words });
      if (!page.ok) return false;
      if (page.answer.rows.length === 0) return true;
      const linkIds = [...new Set(page.answer.rows.map(({ linkId }) => linkId))];
      if (!desk.take(await send('tickReview', { linkIds, on: isOn }))) return false;
      if (offset + mostAtOnce >= page.answer.found) return true;
    }
  }

  /** What was shown ahead is read again as it really is. */
  async function reread() {
    const pages = [...asked.current];
    asked.current = new Set();
    await Promise.all(pages.map(readPage));
  }

  return {
    search,
    setSearch,
    found: list.found,
    isSearching: list.search !== search,
    rowAt: (index: number) => list.rows.get(index),
    need(first: number, end: number) {
      for (let page = Math.floor(first / pageRows); page * pageRows < end; page += 1) void readPage(page);
    },
    tick,
    tickAll,
  };
}
