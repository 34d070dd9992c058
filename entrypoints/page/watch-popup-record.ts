import { browser } from 'wxt/browser';

/** Calls back when the background has prepared a new record. Answers how to stop. */
export function watchPopupRecord(onChange: () => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string) => {
    if (area === 'local' && 'popup' in changes) onChange();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
