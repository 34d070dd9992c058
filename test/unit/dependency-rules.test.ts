import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { importViolations, type Project } from './house/check-imports';
import { globalViolations, outsideViolations } from './house/check-outside';
import { dependencyTable, heavyLibraries } from './house/dependency-table';
import { loadedPackages, loadedWith } from './house/import-graph';
import { productFolders, projectRoot, readFolders, type SourceFile } from './house/source-file';

const project: Project = {
  files: readFolders(productFolders, /\.tsx?$/),
  hasFile: (path) => statSync(join(projectRoot, path), { throwIfNoEntry: false })?.isFile() ?? false,
  packages: Object.keys(packageJson.dependencies),
};

describe('who may import whom', () => {
  test('every import is one that the table allows', () => {
    expect(importViolations(project)).toEqual([]);
  });

  test('every row of the table with a fixed folder holds files, so that no rule is kept for nothing', () => {
    const empty = dependencyTable
      .map(({ folder }) => folder.replace('/*', ''))
      .filter((folder) => !project.files.some(({ path }) => path.startsWith(`${folder}/`)));
    expect(empty).toEqual([]);
  });

  test('network, storage, DOM, browser, navigator and the present time stay out of the folders that must not touch them', () => {
    expect(outsideViolations(project.files)).toEqual([]);
  });

  test('only lib/http calls fetch, and nobody uses a browser that was not imported', () => {
    expect(globalViolations(project.files)).toEqual([]);
  });

  test('no folder has an index file; only an entrypoint starts in one', () => {
    const indexes = project.files
      .map(({ path }) => path)
      .filter((path) => /\/index\.tsx?$/.test(path) && !/^entrypoints\/[^/]+\/index\.tsx?$/.test(path));
    expect(indexes).toEqual([]);
  });
});

describe('what loads at once', () => {
  test.each(['entrypoints/ticket.content/index.ts', 'entrypoints/popup/start.tsx'])('%s brings no library', (entry) => {
    expect(loadedPackages(project, entry, heavyLibraries)).toEqual([]);
  });

  test('the popup brings its agenda along: the size of what loads before it is measured whole', () => {
    expect([...loadedWith(project, 'entrypoints/popup/start.tsx').keys()]).toContain('components/popup-agenda.tsx');
  });
});

describe('a planted fault is found', () => {
  test.each([
    [
      'the domain asks the browser',
      'lib/domain/a.ts',
      `import { browser } from 'wxt/browser';`,
      'imports wxt/browser: lib/domain may not',
    ],
    [
      'the domain asks the engine',
      'lib/domain/a.ts',
      `import { planLink } from '../sync/plan-link';`,
      'imports lib/sync/plan-link.ts: lib/domain may not',
    ],
    [
      'a type counts like a value',
      'lib/domain/a.ts',
      `import type { Link } from '../sync/link';`,
      'imports lib/sync/link.ts (types): lib/domain may not',
    ],
    [
      'an export counts like an import',
      'lib/domain/a.ts',
      `export { planLink } from '../sync/plan-link';`,
      'imports lib/sync/plan-link.ts: lib/domain may not',
    ],
    [
      'a later import counts too',
      'lib/sync/a.ts',
      `export const load = () => import('../storage/database');`,
      'imports lib/storage/database.ts: lib/sync may not',
    ],
    [
      'an import inside a type counts too',
      'lib/sync/a.ts',
      `export type A = import('../storage/database').Row;`,
      'imports lib/storage/database.ts (types): lib/sync may not',
    ],
    [
      'a computed import cannot be judged',
      'lib/sync/a.ts',
      'export const load = (name: string) => import(name);',
      'imports (computed) import(name): lib/sync may not',
    ],
    [
      'a provider asks another',
      'lib/calendars/graph/a.ts',
      `import { x } from '../google/client';`,
      'imports lib/calendars/google/client.ts: lib/calendars/* may not',
    ],
    [
      'a provider asks the helpdesk',
      'lib/calendars/google/a.ts',
      `import { x } from '../../helpdesk/halo/client';`,
      'imports lib/helpdesk/halo/client.ts: lib/calendars/* may not',
    ],
    [
      'a provider asks more of the engine than its ports',
      'lib/helpdesk/halo/a.ts',
      `import { x } from '../../sync/link';`,
      'imports lib/sync/link.ts: lib/helpdesk/* may not',
    ],
    [
      'a value where only types are allowed',
      'lib/http/a.ts',
      `import { x } from '../domain/problem';`,
      'imports lib/domain/problem.ts: lib/http may not',
    ],
    [
      'a value among types',
      'lib/messages/a.ts',
      `import { type Link, x } from '../sync/link';`,
      'imports lib/sync/link.ts: lib/messages may not',
    ],
    [
      'a component asks the background',
      'components/a.tsx',
      `import { send } from '../lib/messages/send';`,
      'imports lib/messages/send.ts: components may not',
    ],
    [
      'a use case asks a provider',
      'lib/app/a.ts',
      `import { x } from '../calendars/google/client';`,
      'imports lib/calendars/google/client.ts: lib/app may not',
    ],
    ['a package that nobody allowed', 'lib/app/a.ts', `import Dexie from 'dexie';`, 'imports dexie: lib/app may not'],
    [
      'a package that is not shipped',
      'entrypoints/page/a.ts',
      `import { chromium } from 'playwright-core';`,
      'imports playwright-core: entrypoints may not',
    ],
    ['the whole of zod', 'lib/auth/a.ts', `import * as z from 'zod';`, "imports 'zod': only 'zod/mini'"],
    [
      'zod under another of its names',
      'lib/auth/a.ts',
      `import { z } from 'zod/v4';`,
      "imports 'zod/v4': only 'zod/mini'",
    ],
    [
      'the polyfill itself',
      'entrypoints/page/a.ts',
      `import browser from 'webextension-polyfill';`,
      "imports 'webextension-polyfill': browser comes from",
    ],
    [
      'browser from another place',
      'entrypoints/page/a.ts',
      `import { browser } from 'wxt/testing';`,
      "imports browser from 'wxt/testing'",
    ],
    [
      'a folder',
      'entrypoints/page/a.ts',
      `import { x } from '../../lib/domain';`,
      "imports '../../lib/domain', which is no file",
    ],
    [
      'a file that is not there',
      'entrypoints/page/a.ts',
      `import { x } from '../../lib/domain/no-such-file';`,
      "imports '../../lib/domain/no-such-file', which is no file",
    ],
    [
      'a folder that nobody decided about',
      'lib/misc/a.ts',
      `import { x } from '../domain/span';`,
      'stands in a folder that the table does not know',
    ],
  ])('%s', (_, path, text, why) => {
    expect(importViolations(withFile({ path, text }))).toEqual([expect.stringContaining(`${path}:1 ${why}`)]);
  });

  test.each([
    ['lib/domain/a.ts', 'export const a = () => Date.now();'],
    ['lib/domain/a.ts', 'export const a = () => new Date();'],
    ['lib/domain/a.ts', `import { DateTime } from 'luxon'; export const a = () => DateTime.utc();`],
    ['lib/sync/a.ts', 'export const a = () => document.title;'],
    ['lib/sync/a.ts', `export const a = () => globalThis.localStorage.getItem('a');`],
    ['lib/http/a.ts', 'export const a = (element: HTMLInputElement) => element.value;'],
    ['lib/app/a.ts', 'export const a = () => navigator.onLine;'],
    ['lib/storage/a.ts', 'export const a = () => document.cookie;'],
    ['components/a.tsx', `export const A = () => <p>{sessionStorage.getItem('a')}</p>;`],
  ])('%s: %s', (path, text) => {
    expect(outsideViolations([{ path, text }])).toEqual([expect.stringContaining(`${path}:1 `)]);
  });

  test.each([
    ['lib/auth/a.ts', `export const a = () => fetch('https://example.com');`],
    ['lib/auth/a.ts', `export const a = (deps: Deps) => deps.fetch('https://example.com');`],
    ['entrypoints/page/a.ts', `export const a = globalThis.fetch;`],
    ['entrypoints/page/a.ts', 'export const a = () => chrome.runtime.id;'],
    ['entrypoints/page/a.ts', 'export const a = () => browser.runtime.id;'],
  ])('%s: %s', (path, text) => {
    expect(globalViolations([{ path, text }])).toEqual([expect.stringContaining(`${path}:1 `)]);
  });

  test('a library reached by way of another file, with the way to it', () => {
    const planted = [
      { path: 'entrypoints/a/main.ts', text: `import { b } from '../../lib/domain/b'; b();` },
      { path: 'lib/domain/b.ts', text: `import { DateTime } from 'luxon'; export const b = () => DateTime;` },
    ];
    expect(loadedPackages(madeOf(planted), 'entrypoints/a/main.ts', ['luxon'])).toEqual([
      'entrypoints/a/main.ts → lib/domain/b.ts → luxon',
    ]);
  });
});

describe('what is allowed passes', () => {
  test.each([
    ['a neighbour', 'lib/calendars/google/a.ts', `import { x } from './client';`],
    ['the ports', 'lib/calendars/google/a.ts', `import { x } from '../../sync/ports';`],
    ['types where only types are allowed', 'lib/messages/a.ts', `import type { Link } from '../sync/link';`],
    ['a part of a package', 'components/a.tsx', `import { useState } from 'preact/hooks';`],
    ['a style sheet', 'entrypoints/page/a.ts', `import '../../components/theme.css';`],
  ])('%s', (_, path, text) => {
    expect(importViolations(withFile({ path, text }))).toEqual([]);
  });

  test('a declared name is nobody’s global, a label is no use, and a given time is not the present one', () => {
    const text = `
      interface Work { readonly location: string; readonly fetch: () => void }
      export const a = ({ location }: Work, now: number) => ({ document: location, at: new Date(now), now });`;
    expect(outsideViolations([{ path: 'lib/domain/a.ts', text }])).toEqual([]);
  });

  test('types and later imports do not load at once', () => {
    const text = `import type { DateTime } from 'luxon'; export const load = () => import('dexie'); export type D = DateTime;`;
    const planted = [{ path: 'entrypoints/a/main.ts', text }];
    expect(loadedPackages(madeOf(planted), 'entrypoints/a/main.ts', heavyLibraries)).toEqual([]);
  });
});

/** The project as it stands and one more file, of which alone the imports are judged. */
function withFile(file: SourceFile): Project {
  return { ...project, files: [file] };
}

/** A project of made-up files only. */
function madeOf(files: readonly SourceFile[]): Project {
  return { ...project, files, hasFile: (path) => files.some((file) => file.path === path) };
}
