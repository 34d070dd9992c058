import type { Locator, Page } from 'playwright-core';

/** Presses Tab until the focus is there, as somebody without a mouse would; fails when it never comes. */
export async function tabTo(page: Page, target: Locator, most = 40): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error(`${most} presses of Tab did not lead to ${target}`);
}
