import { createSandbox, type Sandbox } from '../../servers/sandbox';
import { type BrowserOptions, startBrowser, type TestBrowser } from './browser';
import { connectAll } from './sign-in';

/** A sandbox and a browser that knows no other network. */
export interface Scene extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly browser: TestBrowser;
  /** Ends both and fails when a server saw what no provider would take, or when a request left for another host. */
  end(): Promise<void>;
}

/** The sandbox's, and the redirect address: the browser may ask for it once before it takes the answer, and finds nobody. */
const playedHosts =
  /^(acme\.halopsa\.com|auth\.haloservicedesk\.com|www\.googleapis\.com|oauth2\.googleapis\.com|accounts\.google\.com|[a-p]{32}\.chromiumapp\.org)$/;

export async function startScene(
  options: Omit<BrowserOptions, 'port'> & { readonly signedIn?: 'yes' | 'no' } = {},
): Promise<Scene> {
  const sandbox = createSandbox();
  const port = await sandbox.listen();
  const browser = await startBrowser({ ...options, port });
  if (options.signedIn !== 'no') await connectAll(browser);

  async function stop(): Promise<void> {
    await browser.close();
    await sandbox.close();
  }
  return {
    sandbox,
    browser,
    async end() {
      await stop();
      const strangers = [...browser.askedHosts].filter((host) => !playedHosts.test(host));
      if (strangers.length > 0) throw new Error(`Requests left for other hosts: ${strangers.join(', ')}`);
      if (sandbox.violations.length > 0) throw new Error(`The servers complained:\n${sandbox.violations.join('\n')}`);
    },
    [Symbol.asyncDispose]: stop,
  };
}
