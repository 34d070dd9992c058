import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * A dialog that is open for as long as it is drawn, over everything else; then the focus is back where it was, or, where
 * what had it is gone, on the element of that id.
 */
export function useModal(elseFocusOn?: string): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  // Not `useEffect`, whose end comes after the page was drawn without the dialog: the browser puts the focus back only
  // where a dialog is closed that still stands there.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      const { activeElement, body } = document;
      // A button of the dialog that was closed a moment ago still counts as focused.
      const isLost = activeElement === null || activeElement === body || shown?.contains(activeElement) === true;
      if (isLost && elseFocusOn !== undefined) document.getElementById(elseFocusOn)?.focus();
    };
  }, [elseFocusOn]);
  return dialog;
}
