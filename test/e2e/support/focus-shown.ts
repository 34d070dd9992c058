import type { Locator } from 'playwright-core';

/** Fails unless the focus is there, inside the window, with a ring that can be seen. */
export async function expectFocusShown(target: Locator): Promise<void> {
  const fault = await target.evaluate((element) => {
    if (!element.matches(':focus-visible'))
      return `the focus is on ${document.activeElement?.tagName} ${document.activeElement?.textContent?.slice(0, 40)}`;
    // A row that is one label has the ring around all of it.
    const rings = [element, element.closest('label') ?? element].map((one) => getComputedStyle(one));
    const isSeen = rings.some((ring) => ring.outlineStyle !== 'none' && Number.parseFloat(ring.outlineWidth) >= 1);
    if (!isSeen) return 'it has no ring';
    const { top, bottom, width } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && width > 0 ? null : 'it is outside the window';
  });
  if (fault !== null) throw new Error(`The focus cannot be seen on ${target}: ${fault}`);
}
