import { browser } from 'wxt/browser';
import type { PopupView } from '../domain/popup-view';

const key = 'popup';

/** The prepared record; the background alone writes it, so its shape is checked by the schema number only. */
export async function readPopupRecord(): Promise<PopupView | null> {
  const stored = await browser.storage.local.get(key);
  const record = stored[key] as PopupView | undefined;
  return record?.schema === 1 ? record : null;
}

export async function writePopupRecord(view: PopupView): Promise<void> {
  await browser.storage.local.set({ [key]: view });
}
