import { useLayoutEffect } from 'preact/hooks';

/**
 * Where the control that has the focus goes away from `from` with what its press did, the focus goes to the first control
 * of `to` and not to nowhere. To be called where both are drawn.
 */
export function useFocusKept(from: string, to: string): void {
  const { activeElement } = document;
  const wasInside = [...document.querySelectorAll(from)].some((box) => box.contains(activeElement));
  useLayoutEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (wasInside && isLost) document.querySelector(to)?.querySelector<HTMLElement>('button, a[href]')?.focus();
  });
}
