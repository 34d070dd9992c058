import { UnreachableError, UnreadableError } from './errors';

export interface HttpDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** From 0 to below 1, for spreading the next tries of many browsers; `Math.random` when absent. */
  readonly random?: () => number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute and `https:`. */
  readonly url: string;
  /** An array repeats its key; undefined leaves it out. */
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `URLSearchParams` are sent as a form. */
  readonly body?: string | URLSearchParams | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxBytes?: number | undefined;
}

export type QueryValue = string | number | boolean | readonly string[] | undefined;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Host that answered, for messages. */
  readonly host: string;
  /** Throws `UnreadableError` where the body is HTML, empty or cut. */
  json(): unknown;
}

const defaultTimeoutMs = 20_000;
const defaultMaxBytes = 8 * 1024 * 1024;

/**
 * The only place that calls `fetch`. Gives back every HTTP status; throws `UnreachableError` (no answer) and
 * `UnreadableError` (too large, or a redirect: it could carry a token to another host, so none is followed).
 * A write is sent once. A read whose connection broke is sent once more: that is common after sleep and does no harm.
 */
export async function request(deps: HttpDeps, asked: HttpRequest): Promise<HttpAnswer> {
  try {
    return await requestOnce(deps, asked);
  } catch (error) {
    const isLost = error instanceof UnreachableError && error.reason === 'offline';
    if (asked.method !== 'GET' || !isLost) throw error;
    return requestOnce(deps, asked);
  }
}

async function requestOnce(deps: HttpDeps, asked: HttpRequest): Promise<HttpAnswer> {
  const url = withQuery(asked.url, asked.query);
  if (url.protocol !== 'https:') throw new TypeError(`Refusing to send a request over ${url.protocol}`);
  const host = url.host;
  const signal = AbortSignal.timeout(asked.timeoutMs ?? defaultTimeoutMs);
  // Called without its owner: a browser's own fetch refuses any other `this`.
  const { fetch } = deps;
  try {
    const response = await fetch(url.href, {
      method: asked.method,
      headers: { accept: 'application/json', ...asked.headers },
      ...(asked.body === undefined ? {} : { body: asked.body }),
      signal,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
    });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      throw new UnreadableError(`${host} answered with a redirect`, host);
    }
    const text = await readText(response, asked.maxBytes ?? defaultMaxBytes, host);
    return { status: response.status, headers: response.headers, text, host, json: () => readJson(text, host) };
  } catch (error) {
    if (error instanceof UnreadableError) throw error;
    if (signal.aborted) {
      throw new UnreachableError(`${host} did not answer in time`, 'timeout', host, 0, { cause: error });
    }
    throw new UnreachableError(`${host} could not be reached`, 'offline', host, 0, { cause: error });
  }
}

function withQuery(address: string, query: HttpRequest['query'] = {}): URL {
  const url = new URL(address);
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(key, String(one));
  }
  return url;
}

/** Reads piece by piece, so that an endless answer costs no more memory than the limit. */
async function readText(response: Response, maxBytes: number, host: string): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new UnreadableError(`${host} answered with more than ${maxBytes} bytes`, host);
    }
    text += decoder.decode(value, { stream: true });
  }
}

function readJson(text: string, host: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = isHtml(text) ? 'a web page' : text.trim() === '' ? 'nothing' : 'broken data';
    throw new UnreadableError(`${host} answered with ${what} instead of JSON`, host, { cause });
  }
}

/** A proxy's or a sign-in page's answer in place of the API's. */
export function isHtml(text: string): boolean {
  return text.trimStart().startsWith('<');
}
