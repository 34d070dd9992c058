import type { TestBrowser } from './browser';

/** Keys of the links that the extension has still to work on, as they stand in its database. */
export async function dirtyLinks(browser: TestBrowser): Promise<readonly string[]> {
  // A page without a script: it shares the extension's database and wakes nobody.
  const page = await browser.openOwn('icon/16.png');
  try {
    return await page.evaluate(
      () =>
        new Promise<string[]>((resolve, reject) => {
          const opening = indexedDB.open('docket');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const asked = database.transaction('links').objectStore('links').index('dirty').getAllKeys();
            asked.onerror = () => reject(asked.error);
            asked.onsuccess = () => {
              database.close();
              resolve(asked.result.map(String));
            };
          };
        }),
    );
  } finally {
    await page.close();
  }
}
