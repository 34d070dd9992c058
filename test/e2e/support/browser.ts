import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page, type Worker } from 'playwright-core';

/** Fixed by `key` in `wxt.config.ts`. */
export const extensionId = 'geplecbdnfpbpefoepncokmaeeombnnc';
export const extensionUrl = `chrome-extension://${extensionId}`;
/** The package that ships, or another build of it. */
export const extensionPath =
  process.env['DOCKET_EXTENSION'] ?? fileURLToPath(new URL('../../../.output/chrome-mv3', import.meta.url));

export interface BrowserOptions {
  /** Port of the sandbox: every host on 443 leads there, every other port nowhere. */
  readonly port: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Language of the browser's own interface, which `browser.i18n` follows. */
  readonly language?: 'en' | 'de';
  readonly timeZone?: string;
  readonly headless?: boolean;
  /** X display of a browser that is not headless. */
  readonly display?: string;
  /** Kept by the caller, for a second start with the same profile. */
  readonly profile?: string;
  /** Folders of other extensions that are loaded too. */
  readonly beside?: readonly string[];
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface TestBrowser {
  readonly context: BrowserContext;
  readonly profile: string;
  worker(): Promise<Worker>;
  /** Ends the worker as an idle time-out or a crash would; it comes back with the next event. */
  killWorker(): Promise<void>;
  /** Lets the product's own `permissions.request` succeed without the prompt that a headless browser cannot show. */
  allowHosts(...origins: string[]): Promise<void>;
  openOwn(path: string): Promise<Page>;
  /** Hosts that pages or workers asked for. */
  readonly askedHosts: ReadonlySet<string>;
  close(): Promise<void>;
}

/** A real Chromium with the package that ships, under production host names. */
export async function startBrowser(options: BrowserOptions): Promise<TestBrowser> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'docket-e2e-'));
  const timeZone = options.timeZone ?? 'Europe/London';
  const extensions = [extensionPath, ...(options.beside ?? [])].join(',');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    headless: options.headless ?? true,
    colorScheme: options.colorScheme ?? 'light',
    timezoneId: timeZone,
    locale: options.language === 'de' ? 'de-DE' : 'en-GB',
    viewport: options.viewport ?? { width: 1280, height: 860 },
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      `--load-extension=${extensions}`,
      `--disable-extensions-except=${extensions}`,
      `--host-resolver-rules=MAP *.chromiumapp.org ~NOTFOUND, MAP *:443 127.0.0.1:${options.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
      '--ignore-certificate-errors',
      `--lang=${options.language ?? 'en'}`,
      ...(options.display === undefined ? [] : ['--ozone-platform=x11']),
    ],
    env: {
      ...process.env,
      ...(options.display !== undefined && { DISPLAY: options.display }),
      ...{ TZ: timeZone, LANGUAGE: options.language ?? 'en', LC_ALL: 'C.UTF-8' },
    } as Record<string, string>,
  });
  // Below the tests' own limit: what is not found is named, and where.
  context.setDefaultTimeout(45_000);
  const askedHosts = new Set<string>();
  context.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith('http')) askedHosts.add(host);
  });

  const worker = async () =>
    context.serviceWorkers().find(isOurs) ?? context.waitForEvent('serviceworker', { predicate: isOurs });
  await worker();

  return {
    context,
    profile,
    worker,
    async killWorker() {
      const session = await context.browser()?.newBrowserCDPSession();
      if (session === undefined) throw new Error('There is no connection to the browser itself');
      const { targetInfos } = await session.send('Target.getTargets');
      for (const { type, url, targetId } of targetInfos) {
        if (type === 'service_worker' && url.startsWith(extensionUrl))
          await session.send('Target.closeTarget', { targetId });
      }
      await session.detach();
    },
    async allowHosts(...origins) {
      const page = await context.newPage();
      await page.goto('chrome://extensions/');
      for (const origin of origins) {
        // A text, since no types know this page's own API.
        const wanted = [extensionId, `${origin}/*`].map((text) => JSON.stringify(text)).join(', ');
        await page.evaluate(`chrome.developerPrivate.addHostPermission(${wanted})`);
      }
      await page.close();
    },
    async openOwn(path) {
      const page = await context.newPage();
      await page.goto(`${extensionUrl}/${path}`);
      return page;
    },
    askedHosts,
    async close() {
      await context.close();
      if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
    },
  };
}

function isOurs(worker: Worker): boolean {
  return worker.url().startsWith(extensionUrl);
}
