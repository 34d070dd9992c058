import type { HttpDeps } from '../../../lib/http/request';

export const redirectUri = 'https://geplecbdnfpbpefoepncokmaeeombnnc.chromiumapp.org/';
export const startMs = Date.UTC(2026, 10, 20, 9, 0, 0);

export interface SentRequest {
  readonly method: string;
  readonly url: URL;
  readonly form: URLSearchParams;
  readonly headers: Headers;
}

export interface ScriptedNet extends HttpDeps {
  readonly sent: SentRequest[];
}

/** A network whose answers are given by the test; it keeps what was sent. */
export function scriptedNet(
  answer: (request: SentRequest) => Response | Promise<Response>,
  now: () => number = () => startMs,
): ScriptedNet {
  const sent: SentRequest[] = [];
  return {
    sent,
    now,
    fetch: async (address, init) => {
      const request = new Request(address, init);
      const text = await request.text();
      const asked = {
        method: request.method,
        url: new URL(address),
        form: new URLSearchParams(text),
        headers: request.headers,
      };
      sent.push(asked);
      return answer(asked);
    },
  };
}

/** A network that is not there. */
export function noNet(): ScriptedNet {
  return scriptedNet(() => {
    throw new TypeError('Failed to fetch');
  });
}

export function jsonAnswer(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** Everything that a log or a page could come to show of a failure, causes included. */
export function everythingSaid(thrown: unknown): string {
  const said: string[] = [];
  for (let error = thrown; error !== undefined; error = error instanceof Error ? error.cause : undefined) {
    if (error instanceof Error) said.push(error.name, error.message, error.stack ?? '', JSON.stringify(error));
    else said.push(JSON.stringify(error));
  }
  return said.join('\n');
}

export async function thrownBy(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}

/** Never over: for work that ends before its limit. */
export const endlessWait = (): Promise<void> => new Promise(() => {});
/** Over at once: for work that hangs. */
export const noWait = (): Promise<void> => Promise.resolve();
