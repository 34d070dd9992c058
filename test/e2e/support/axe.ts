import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** No violation of WCAG 2.2 A and AA that axe can find, in the page, its open shadow roots and its frames. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await settle(page);
  const { violations, passes } = await new AxeBuilder({ page }).withTags(wcag).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${what}: ${id} (${help}) at ${node.target.join(' ')}: ${node.html.slice(0, 200)}`),
  );
  expect(found).toEqual([]);
  // Of an empty or an unfinished page nothing can be said.
  expect(passes.length, `${what}: rules that applied`).toBeGreaterThan(5);
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
