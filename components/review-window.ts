/** Rows that are in the document: those in sight, some before and after them, and the one that has the focus. */
export interface RowWindow {
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
  /** The focused row where it lies outside; it must not leave the document while it has the focus. */
  readonly apart: number | null;
}

const spareRows = 8;

/** Which of `count` rows of one height stand in the document at this scroll position. */
export function rowWindow(view: {
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
  readonly focused: number;
}): RowWindow {
  const { count, rowHeight } = view;
  const first = Math.min(Math.max(0, Math.floor(view.scrollTop / rowHeight) - spareRows), Math.max(0, count - 1));
  const end = Math.min(count, Math.ceil((view.scrollTop + view.height) / rowHeight) + spareRows);
  const isInside = view.focused >= first && view.focused < end;
  return { first, end, apart: isInside || view.focused >= count || count === 0 ? null : view.focused };
}

/** Where the arrow keys and their relatives lead; null for every other key. */
export function rowAfterKey(
  key: string,
  at: number,
  view: { readonly count: number; readonly page: number },
): number | null {
  const last = view.count - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + view.page,
    PageUp: at - view.page,
    Home: 0,
    End: last,
  };
  const next = steps[key];
  return next === undefined || last < 0 ? null : Math.min(Math.max(next, 0), last);
}
