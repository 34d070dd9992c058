import { expect, test } from 'vitest';
import { readAhead } from '../../../lib/sync/read-ahead';

/** Pages 1, 2, …; notes when each is asked for, and when the reading is given up. */
function open(count: number, failsAt = 0) {
  const log: string[] = [];
  async function* pages(): AsyncGenerator<number> {
    try {
      for (let page = 1; page <= count; page += 1) {
        log.push(`asked ${page}`);
        if (page === failsAt) throw new Error('cut off');
        yield page;
      }
    } finally {
      log.push('closed');
    }
  }
  return { log, pages: readAhead(pages()) };
}

test('the first page is asked for before anybody reads', () => {
  expect(open(3).log).toEqual(['asked 1']);
});

test('two pages are asked for while one is applied, and none beyond the last', async () => {
  const { log, pages } = open(4);
  for await (const page of pages) {
    // As long as the disk takes for a page.
    await new Promise(setImmediate);
    log.push(`applied ${page}`);
  }
  const asked = ['asked 1', 'asked 2', 'asked 3', 'applied 1', 'asked 4', 'applied 2', 'closed'];
  expect(log).toEqual([...asked, 'applied 3', 'applied 4']);
});

test('what came before a page that fails is applied first', async () => {
  const { log, pages } = open(3, 2);
  const reading = async () => {
    for await (const page of pages) log.push(`applied ${page}`);
  };
  await expect(reading()).rejects.toThrow('cut off');
  expect(log).toEqual(['asked 1', 'asked 2', 'closed', 'applied 1']);
});

test('a reading that is given up is closed', async () => {
  const { log, pages } = open(9);
  for await (const page of pages) if (page === 2) break;
  expect(log.at(-1)).toBe('closed');
  expect(log).not.toContain('asked 5');
});
