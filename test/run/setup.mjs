import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Installs the packages of the lock file, unless they are there and as new as it. */
export function ensurePackages() {
  // A folder shared by several checkouts: `npm ci` would empty it for all of them.
  if (lstatSync(`${root}node_modules`, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const installed = `${root}node_modules/.package-lock.json`;
  const lock = `${root}package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('Installing packages (npm ci) …');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

/** Path of a browser for the extension; installs one where none is found. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found !== null) return found;
  if (process.platform === 'linux' && installByApt(['chromium'])) {
    const installed = findBrowser();
    if (installed !== null) return installed;
  }
  say('Downloading Chromium by playwright …');
  run('npx', ['playwright-core', 'install', '--no-shell', 'chromium']);
  const path = playwrightBrowser();
  if (path === null) {
    throw new Error('No browser: install Chrome, Chromium or Edge, or name one in CHROME_PATH, and run this again.');
  }
  return path;
}

/**
 * Packages that only some tests need: the browser in German, and a display for its permission prompt. Where they are
 * not to be had, those tests say that they were skipped.
 */
export function ensureTestExtras() {
  if (process.platform !== 'linux') return;
  const missing = [];
  if (!existsSync('/usr/bin/Xvfb')) missing.push('xvfb');
  if (!existsSync('/usr/bin/xdotool')) missing.push('xdotool');
  if (existsSync('/usr/lib/chromium/locales') && !existsSync('/usr/lib/chromium/locales/de.pak'))
    missing.push('chromium-l10n');
  if (missing.length > 0) installByApt(missing);
}

/** Runs a command in the project's folder; a failure ends the run with its exit code. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

export function say(text) {
  console.log(`\n▸ ${text}`);
}

function installByApt(packages) {
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? [] : ['sudo', '-n'];
  if (!succeeds([...sudo, 'apt-get', '--version'])) return false;
  say(`Installing ${packages.join(', ')} (apt-get) …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  // Package lists may be missing or old on a fresh machine.
  return succeeds(install, env) || (succeeds([...sudo, 'apt-get', 'update'], env) && succeeds(install, env));
}

function succeeds([command, ...args], env = {}) {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  return status === 0;
}

function playwrightBrowser() {
  const answer = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      "import { chromium } from 'playwright-core'; process.stdout.write(chromium.executablePath())",
    ],
    { cwd: root, encoding: 'utf8' },
  );
  return answer.status === 0 && existsSync(answer.stdout) ? answer.stdout : null;
}
