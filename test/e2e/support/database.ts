import type { TestBrowser } from './browser';

/** Reads the extension's own database, from a page of it that has no script: it wakes nobody. */
export async function readDatabase(
  browser: TestBrowser,
  what: { readonly store: string; readonly index?: string },
): Promise<readonly unknown[]> {
  const page = await browser.openOwn('icon/16.png');
  try {
    return await page.evaluate(
      ({ store, index }) =>
        new Promise<unknown[]>((resolve, reject) => {
          const opening = indexedDB.open('docket');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const table = database.transaction(store).objectStore(store);
            const asked = (index === undefined ? table : table.index(index)).getAll();
            asked.onerror = () => reject(asked.error);
            asked.onsuccess = () => {
              database.close();
              resolve(asked.result);
            };
          };
        }),
      what,
    );
  } finally {
    await page.close();
  }
}
