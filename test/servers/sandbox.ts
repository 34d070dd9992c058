import type { AddressInfo } from 'node:net';
import { seedGoogle } from '../fixtures/google-seed';
import { ConnectionReset, createFaults, type Faults } from './faults';
import { createGoogleServer, type GoogleServer } from './google/google-server';
import { createHelpdeskServer, type HelpdeskServer } from './helpdesk/helpdesk-server';
import { createHelpdeskPages } from './helpdesk/pages/helpdesk-pages';
import type { StrictServer } from './strict-server';
import { listenTls } from './tls-listener';

export interface Sandbox {
  readonly helpdesk: HelpdeskServer;
  readonly google: GoogleServer;
  readonly faults: Faults;
  /** Sentences of what a strict provider would not have taken; a test that ends with any has failed. */
  readonly violations: string[];
  /** Every request that arrived, API and pages alike: `METHOD host/path`. */
  readonly requests: readonly string[];
  /** Hosts that somebody asked for and the sandbox does not play. */
  readonly strangers: readonly string[];
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Opens the TLS port on loopback; answers the port. */
  listen(): Promise<number>;
  close(): Promise<void>;
}

/** The helpdesk and Google, under their production host names, with state and misbehaviour on demand. */
export function createSandbox({ now = Date.now }: { readonly now?: () => number } = {}): Sandbox {
  const violations: string[] = [];
  const requests: string[] = [];
  const strangers: string[] = [];
  const faults = createFaults();
  const deps = { now, violation: (sentence: string) => void violations.push(sentence) };
  const helpdesk = createHelpdeskServer(deps);
  const google = createGoogleServer(deps, { seed: (server) => seedGoogle(server, now()) });
  const pages = createHelpdeskPages({ now, readState: () => helpdesk.state });

  const helpdeskWithPages: StrictServer = {
    // Asked anew each time: the sign-in may move to another host.
    get hosts() {
      return helpdesk.hosts;
    },
    handle: async (request) => pages.handle(request) ?? helpdesk.handle(request),
  };

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    requests.push(`${request.method} ${url.host}${url.pathname}`);
    const server = [helpdeskWithPages, google].find(({ hosts }) => hosts.includes(url.host));
    if (server === undefined) {
      strangers.push(url.host);
      return new Response('No such host in the sandbox', { status: 421 });
    }
    try {
      return await faults.run(request, () => server.handle(request));
    } catch (error) {
      if (!(error instanceof ConnectionReset)) violations.push(`${request.method} ${url.pathname}: ${String(error)}`);
      throw error;
    }
  }

  let listener: Awaited<ReturnType<typeof listenTls>> | null = null;
  return {
    helpdesk,
    google,
    faults,
    violations,
    requests,
    strangers,
    // A broken connection is what a client of a lost answer sees.
    fetch: (url, init) =>
      handle(new Request(url, init)).catch((error: unknown) => {
        throw new TypeError('fetch failed', { cause: error });
      }),
    async listen() {
      listener = await listenTls(handle);
      return (listener.server.address() as AddressInfo).port;
    },
    async close() {
      await listener?.close();
    },
  };
}
