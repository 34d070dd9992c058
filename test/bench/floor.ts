import type { Page } from 'playwright-core';

/** What is to be fetched and stored, and nothing else. */
export interface FloorWork {
  readonly urls: readonly string[];
  readonly token: string;
}

/**
 * Fetches the pages, parses them and puts each row as it came into a table with the product's indexes, one transaction a
 * page: what an import costs at the least in this browser on this disk. Milliseconds.
 */
export async function measureFloor(page: Page, work: FloorWork): Promise<number> {
  return page.evaluate<number>(`(${floor})(${JSON.stringify(work)})`);
}

const floor = `async ({ urls, token }) => {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  await settled(indexedDB.deleteDatabase('floor'));
  const opening = indexedDB.open('floor', 1);
  opening.onupgradeneeded = () => {
    const rows = opening.result.createObjectStore('rows', { keyPath: 'key' });
    for (const path of [['account', 'dirty', 'key'], ['account', 'hasConflict', 'key'], ['account', 'startMs'],
      ['account', 'occurrence.masterId'], ['account', 'helpdesk.id'], ['account', 'calendar.id']]) rows.createIndex(path.join(), path);
  };
  const database = await settled(opening);
  const account = 'https://acme.halopsa.com#2';
  const start = performance.now();
  for (const url of urls) {
    const answer = await fetch(url, { headers: { authorization: 'Bearer ' + token } });
    const { items } = await answer.json();
    const transaction = database.transaction('rows', 'readwrite');
    const rows = transaction.objectStore('rows');
    for (const item of items) {
      const startMs = Date.parse(item.start.dateTime ?? item.start.date);
      rows.put({ key: crypto.randomUUID(), account, startMs, calendar: { id: item.id }, item });
    }
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
    });
  }
  const ms = performance.now() - start;
  database.close();
  return ms;
}`;
