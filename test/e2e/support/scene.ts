import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from '../../servers/sandbox';
import { type BrowserOptions, startBrowser, type TestBrowser } from './browser';
import { connectAll } from './sign-in';

/** A sandbox and a browser that knows no other network. */
export interface Scene extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Another one after `restart`. */
  readonly browser: TestBrowser;
  /** Ends the browser and starts it again on the same profile and servers, perhaps in another language. */
  restart(changes?: RestartChanges): Promise<void>;
  /** Ends both and fails when a server saw what no provider would take, or when a request left for another host. */
  end(): Promise<void>;
}

export interface RestartChanges extends Omit<BrowserOptions, 'port' | 'profile'> {
  /** Done to the profile while no browser runs on it. */
  readonly whileClosed?: (profile: string) => void;
}

/** The sandbox's, and the redirect address: the browser may ask for it once before it takes the answer, and finds nobody. */
const playedHosts =
  /^(acme\.halopsa\.com|auth\.haloservicedesk\.com|www\.googleapis\.com|oauth2\.googleapis\.com|accounts\.google\.com|[a-p]{32}\.chromiumapp\.org)$/;

export async function startScene(
  options: Omit<BrowserOptions, 'port'> & {
    readonly signedIn?: 'yes' | 'no';
    /** Done to both sides before the browser starts. */
    readonly prepare?: (sandbox: Sandbox) => void;
  } = {},
): Promise<Scene> {
  const sandbox = createSandbox();
  options.prepare?.(sandbox);
  const port = await sandbox.listen();
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'docket-e2e-'));
  let browser = await startBrowser({ ...options, port, profile });
  const askedHosts = new Set<string>();
  if (options.signedIn !== 'no') await connectAll(browser);

  async function closeBrowser(): Promise<void> {
    await browser.close();
    for (const host of browser.askedHosts) askedHosts.add(host);
  }
  async function stop(): Promise<void> {
    await closeBrowser();
    await sandbox.close();
    if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
  }
  return {
    sandbox,
    get browser() {
      return browser;
    },
    async restart({ whileClosed, ...changes } = {}) {
      await closeBrowser();
      whileClosed?.(profile);
      browser = await startBrowser({ ...options, ...changes, port, profile });
    },
    async end() {
      await stop();
      const strangers = [...askedHosts].filter((host) => !playedHosts.test(host));
      if (strangers.length > 0) throw new Error(`Requests left for other hosts: ${strangers.join(', ')}`);
      if (sandbox.violations.length > 0) throw new Error(`The servers complained:\n${sandbox.violations.join('\n')}`);
    },
    [Symbol.asyncDispose]: stop,
  };
}
