import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensionPath } from '../e2e/support/browser';
import { loadedByPage, popupStart, type Size, sizeOf } from '../unit/house/built-package';

export interface Sizes {
  readonly contentScript: Size;
  /** All that loads before the agenda shows. */
  readonly popup: Size;
  readonly worker: Size;
}

/** Sizes of the package that is measured, as `npm test` holds them to their limits. */
export function measureSizes(): Sizes {
  const read = (path: string) => readFileSync(join(extensionPath, path));
  const popup = loadedByPage('popup.html', (path) => read(path).toString('utf8'), popupStart);
  return {
    contentScript: sizeOf([read('content-scripts/ticket.js')]),
    popup: sizeOf(popup.map(read)),
    worker: sizeOf([read('background.js')]),
  };
}
