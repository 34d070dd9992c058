import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from './source-file';
import { syntaxOf } from './syntax';

/** Where `npm run build` puts the package that ships. */
export const builtFolder = '.output/chrome-mv3';

export const isBuilt = existsSync(join(projectRoot, builtFolder, 'manifest.json'));

export function builtFile(path: string): Buffer {
  return readFileSync(join(projectRoot, builtFolder, path));
}

export function hasBuiltFile(path: string): boolean {
  return existsSync(join(projectRoot, builtFolder, path));
}

export interface Size {
  readonly bytes: number;
  /** Each file packed alone, at the highest level. */
  readonly gzipped: number;
}

export function sizeOf(files: readonly Buffer[]): Size {
  return {
    bytes: sum(files.map((file) => file.length)),
    gzipped: sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
  };
}

/** The popup asks for this part by itself as soon as its skeleton is painted: the agenda is in it, and its styles. */
export const popupStart = /\bstart-[\w-]+\.(js|css)$/;

/**
 * Paths of all that a page loads before its scripts have run: the page, its style sheets, its scripts, what it preloads,
 * and everything these import without waiting to be asked, as well as later parts that fit `also`.
 */
export function loadedByPage(page: string, read: (path: string) => string, also?: RegExp): readonly string[] {
  const paths = new Set([page, ...linksOf(read(page)).map((link) => resolve(page, link))]);
  // A set visits what is added while it is walked.
  for (const path of paths) {
    if (!path.endsWith('.js')) continue;
    // Vite names a later part's styles in a list of texts.
    for (const [, style = ''] of read(path).matchAll(/"(assets\/[\w-]+\.css)"/g))
      if (also?.test(style)) paths.add(style);
    for (const { specifier, kind } of syntaxOf({ path, text: read(path) }).imports) {
      const isAsked = kind === 'later' && also?.test(specifier) === true;
      if (kind === 'values' || isAsked) paths.add(resolve(path, specifier));
    }
  }
  return [...paths];
}

function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/<(script|link)\b[^>]*>/g)].flatMap(([tag, name]) => {
    const isLoaded = name === 'script' || /\brel="?(modulepreload|preload|stylesheet)\b/.test(tag);
    const address = /\b(?:src|href)="([^"]*)"/.exec(tag)?.[1];
    return isLoaded && address !== undefined ? [address] : [];
  });
}

function resolve(from: string, address: string): string {
  return address.startsWith('/') ? address.slice(1) : posix.join(posix.dirname(from), address);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
