import type { Locator, Page } from 'playwright-core';

/**
 * Presses a key that takes a frame away. The press is not waited for: it goes to the frame, and the browser may never
 * say that it arrived there.
 */
export async function pressAway(page: Page, key: string, frame: Locator): Promise<void> {
  page.keyboard.press(key).catch(() => 'the page was closed');
  await frame.waitFor({ state: 'detached' });
}
