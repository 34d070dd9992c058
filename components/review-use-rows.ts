import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rowAfterKey, rowWindow } from './review-window';

/** Before anything is laid out, and where nothing ever is. */
const unmeasured = { rowHeight: 64, height: 480 };

/** The window of a long list of rows of one height, and the one row that the Tab key reaches: at first `startAt`. */
export function useRowWindow(count: number, startAt: number) {
  const viewport = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(unmeasured);
  const [scrollTop, setScrollTop] = useState(0);
  const [active, setActive] = useState(startAt);
  const focusOn = useRef<number | null>(null);
  const focused = Math.min(active, Math.max(0, count - 1));

  useLayoutEffect(() => {
    const box = viewport.current;
    if (box === null) return;
    const measure = () =>
      setSize({
        rowHeight: probe.current?.offsetHeight || unmeasured.rowHeight,
        height: box.clientHeight || unmeasured.height,
      });
    measure();
    box.scrollTop = startAt * (probe.current?.offsetHeight || unmeasured.rowHeight);
    setScrollTop(box.scrollTop);
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [startAt]);

  // A key led to a row that was not in the document yet: now it is.
  useLayoutEffect(() => {
    if (focusOn.current === null) return;
    const index = focusOn.current;
    const box = viewport.current?.querySelector<HTMLElement>(`[data-row="${index}"] input`);
    if (box === null || box === undefined) return;
    focusOn.current = null;
    box.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(size.height / size.rowHeight) - 1);
    const next = rowAfterKey(event.key, focused, { count, page });
    if (next === null) return;
    event.preventDefault();
    focusOn.current = next;
    setActive(next);
    scrollTo(next);
  }

  /** No further than needed to bring the whole row into sight. */
  function scrollTo(index: number) {
    const box = viewport.current;
    if (box === null) return;
    const top = index * size.rowHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + size.rowHeight > box.scrollTop + size.height) box.scrollTop = top + size.rowHeight - size.height;
    setScrollTop(box.scrollTop);
  }

  return {
    viewport,
    probe,
    rowHeight: size.rowHeight,
    focused,
    setActive,
    onKeyDown,
    onScroll: () => setScrollTop(viewport.current?.scrollTop ?? 0),
    window: rowWindow({ count, scrollTop, focused, ...size }),
  };
}
