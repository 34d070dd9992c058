import type { TestBrowser } from './browser';

const hourMs = 3_600_000;

/** Every run in the extension's own database, and what the popup shows, become an hour older: nobody has to wait for it. */
export async function letAnHourPass(browser: TestBrowser): Promise<void> {
  const page = await browser.openOwn('icon/16.png');
  try {
    await page.evaluate(
      (ms) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('docket');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const change = database.transaction('runs', 'readwrite');
            const walk = change.objectStore('runs').openCursor();
            walk.onsuccess = () => {
              const cursor = walk.result;
              if (cursor === null) return;
              cursor.update({ ...cursor.value, startedAtMs: cursor.value.startedAtMs - ms });
              cursor.continue();
            };
            change.onerror = () => reject(change.error);
            change.oncomplete = () => {
              database.close();
              resolve();
            };
          };
        }),
      hourMs,
    );
    // A text, since the tests' types do not know the browser's own API.
    await page.evaluate(
      `chrome.storage.local.get('popup').then(({ popup }) => chrome.storage.local.set({ popup: { ...popup, preparedAtMs: popup.preparedAtMs - ${hourMs} } }))`,
    );
  } finally {
    await page.close();
  }
}
