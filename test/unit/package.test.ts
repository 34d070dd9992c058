import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { builtFile, builtFolder, hasBuiltFile, isBuilt, loadedByPage, popupStart, sizeOf } from './house/built-package';
import { readProjectFile } from './house/source-file';

interface PackageJson {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packageJson: PackageJson = JSON.parse(readProjectFile('package.json').text);
const locked: Readonly<Record<string, LockedPackage>> = JSON.parse(readProjectFile('package-lock.json').text).packages;

describe('the packages', () => {
  test.each(['dependencies', 'devDependencies', 'overrides'] as const)(
    'every version in %s is an exact one',
    (kind) => {
      const loose = Object.entries(packageJson[kind]).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
      expect(loose).toEqual([]);
    },
  );

  test('the lock file holds the versions of package.json', () => {
    const wanted = { ...packageJson.dependencies, ...packageJson.devDependencies };
    const held = Object.keys(wanted).map((name) => [name, locked[`node_modules/${name}`]?.version]);
    expect(Object.fromEntries(held)).toEqual(wanted);
  });

  test.each(['@biomejs/biome', 'rolldown', 'esbuild', 'typescript'])('%s can be installed on every system', (name) => {
    const platforms = Object.keys(locked[`node_modules/${name}`]?.optionalDependencies ?? {});
    for (const system of ['darwin-arm64', 'win32-x64', 'linux-x64']) {
      expect(platforms.filter((platform) => platform.includes(system))).not.toEqual([]);
    }
    const absent = platforms.filter((platform) => locked[`node_modules/${platform}`]?.integrity === undefined);
    expect(absent).toEqual([]);
  });

  test('the lock file has a checksum for every package and names no registry but the public one', () => {
    const odd = Object.entries(locked).filter(([path, { integrity, resolved }]) => {
      const isPublic = resolved === undefined || resolved.startsWith('https://registry.npmjs.org/');
      return path !== '' && (integrity === undefined || !isPublic);
    });
    expect(odd.map(([path]) => path)).toEqual([]);
  });
});

describe.skipIf(!isBuilt)(`the built package (skipped where ${builtFolder} is absent: npm run build)`, () => {
  const manifest: Readonly<Record<string, unknown>> = isBuilt ? JSON.parse(text('manifest.json')) : {};

  test('is Manifest V3 with the fixed id of every build but the store package', () => {
    expect(manifest['manifest_version']).toBe(3);
    const der = Buffer.from(String(manifest['key']), 'base64');
    expect(createPublicKey({ key: der, format: 'der', type: 'spki' }).asymmetricKeyType).toBe('rsa');
  });

  test('asks at install for five permissions and for no site', () => {
    expect(sorted(manifest['permissions'])).toEqual(['alarms', 'contextMenus', 'identity', 'scripting', 'storage']);
    expect(manifest).not.toHaveProperty('host_permissions');
    expect(manifest['content_scripts'] ?? []).toEqual([]);
    expect(manifest).not.toHaveProperty('externally_connectable');
  });

  test('asks later for notifications and for one site at a time, and never for cookies, tabs or requests', () => {
    expect(manifest['optional_permissions']).toEqual(['notifications']);
    expect(manifest['optional_host_permissions']).toEqual(['https://*/*']);
    const asked = JSON.stringify([manifest['permissions'], manifest['optional_permissions']]);
    expect(asked).not.toMatch(/cookies|tabs|webRequest|<all_urls>/);
  });

  test('shows web pages its form and nothing else, under an address that changes', () => {
    expect(manifest['web_accessible_resources']).toEqual([
      { resources: ['form.html'], matches: ['https://*/*'], use_dynamic_url: true },
    ]);
    expect(hasBuiltFile('form.html')).toBe(true);
  });

  test('runs no script but its own', () => {
    const policy = manifest['content_security_policy'];
    expect(policy).toEqual({ extension_pages: "script-src 'self'; object-src 'self'" });
  });

  test.each([16, 32, 48, 128])('has an icon of %d pixels', (size) => {
    const path = Object(manifest['icons'])[size];
    const image = builtFile(String(path));
    expect(image.subarray(1, 4).toString()).toBe('PNG');
    expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([size, size]);
  });

  test.each(['en', 'de'])(
    'has its name and its description in the catalogue (%s), as short as a store wants them',
    (language) => {
      expect(manifest['default_locale']).toBe('en');
      expect(manifest['name']).toBe('__MSG_extensionName__');
      expect(manifest['description']).toBe('__MSG_extensionDescription__');
      const catalogue = JSON.parse(text(`_locales/${language}/messages.json`));
      expect(String(catalogue.extensionName.message)).toMatch(/^.{1,75}$/);
      expect(String(catalogue.extensionDescription.message)).toMatch(/^.{1,132}$/);
    },
  );

  test('has no file that only its makers need', () => {
    expect(['background.js.map', 'content-scripts/ticket.js.map'].filter(hasBuiltFile)).toEqual([]);
  });

  test('the content script costs a ticket page at most 15 kB, packed 6 kB', () => {
    expectAtMost(sizeOf([builtFile('content-scripts/ticket.js')]), { bytes: 15_000, gzipped: 6_000 });
  });

  test('the popup loads at most 100 kB, packed 32 kB, before its agenda shows', () => {
    const paths = loadedByPage('popup.html', text, popupStart);
    expect(paths.some((path) => popupStart.test(path))).toBe(true);
    expect(paths.some((path) => path.endsWith('.js'))).toBe(true);
    expectAtMost(sizeOf(paths.map(builtFile)), { bytes: 100_000, gzipped: 32_000 });
  });

  test('the worker is at most 305 kB, and runs one other script of at most 135 kB, only when it needs a sync', () => {
    expectAtMost(sizeOf([builtFile('background.js')]), { bytes: 305_000, gzipped: 305_000 });
    expectAtMost(sizeOf([builtFile('sync.js')]), { bytes: 135_000, gzipped: 135_000 });
    expect(text('background.js').match(/"\/\w+\.js"|'\/\w+\.js'|`\/\w+\.js`/g)).toEqual(['`/sync.js`']);
    expect(text('sync.js')).not.toMatch(/\bimportScripts\b/);
  });
});

test('what a page loads at once is found by links and by imports of imports, and what it loads later is not', () => {
  const files: Readonly<Record<string, string>> = {
    'popup.html': `<script type="module" crossorigin src="/chunks/popup.js"></script>
      <link rel="modulepreload" crossorigin href="/chunks/preact.js"><link rel="stylesheet" href="/assets/popup.css">
      <link rel="icon" href="/icon/16.png">`,
    'chunks/popup.js': `import{a}from"./preact.js";import"./side.js";a(()=>import("./form.js"),["assets/form.css"]);export{b}from"./again.js";`,
    'chunks/preact.js': 'export const a=1;',
    'chunks/side.js': 'import{c}from"./deep.js";c();',
    'chunks/deep.js': 'export const c=1;',
    'chunks/again.js': 'export const b=1;',
  };
  const found = loadedByPage('popup.html', (path) => files[path] ?? '');
  const names = ['again.js', 'deep.js', 'popup.js', 'preact.js', 'side.js'].map((name) => `chunks/${name}`);
  expect([...found].sort()).toEqual(['assets/popup.css', ...names, 'popup.html']);
  const withForm = loadedByPage('popup.html', (path) => files[path] ?? '', /form/);
  expect(withForm).toContain('chunks/form.js');
  expect(withForm).toContain('assets/form.css');
});

function text(path: string): string {
  return builtFile(path).toString('utf8');
}

function sorted(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? [...list].sort() : [];
}

function expectAtMost(size: { bytes: number; gzipped: number }, limit: { bytes: number; gzipped: number }): void {
  expect(size.bytes, 'bytes').toBeLessThanOrEqual(limit.bytes);
  expect(size.gzipped, 'bytes, gzipped').toBeLessThanOrEqual(limit.gzipped);
}
