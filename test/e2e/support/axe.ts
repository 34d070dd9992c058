import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** No violation of WCAG 2.2 A and AA that axe can find, in the page, its open shadow roots and its frames. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await settle(page);
  const { violations, passes } = await analyse(page);
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${what}: ${id} (${help}) at ${node.target.join(' ')}: ${node.html.slice(0, 200)}`),
  );
  expect(found).toEqual([]);
  // Of an empty or an unfinished page nothing can be said.
  expect(passes.length, `${what}: rules that applied`).toBeGreaterThan(5);
}

/** In the light, in the dark, and on a narrow screen, where nothing may have to be scrolled sideways. */
export async function expectAccessibleInEveryLook(page: Page, what: string): Promise<void> {
  await page.bringToFront();
  await expectAccessible(page, `${what}, light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, `${what}, dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 320, height: 800 });
  await expectAccessible(page, `${what}, narrow`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${what}: nothing has to be scrolled sideways`).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 860 });
}

/** axe gives a frame one second to take its script and leaves it out in silence after that: then it is asked again. */
async function analyse(page: Page) {
  for (let round = 0; round < 5; round += 1) {
    const builder = new AxeBuilder({ page }).options({ rules: { 'frame-tested': { enabled: true } } });
    const results = await builder.withTags(wcag).analyze();
    if (!results.incomplete.some(({ id }) => id === 'frame-tested')) return results;
  }
  throw new Error('axe did not get into every frame of the page');
}

/** In the middle of a change of colours every contrast is wrong. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime ?? 0));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
