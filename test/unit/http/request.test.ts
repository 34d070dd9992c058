import { describe, expect, test } from 'vitest';
import { UnreachableError, UnreadableError } from '../../../lib/http/errors';
import { type HttpDeps, type HttpRequest, request } from '../../../lib/http/request';

const get: HttpRequest = { method: 'GET', url: 'https://api.example/things' };

function answering(...answers: (Response | Error)[]): HttpDeps & { calls: { url: string; init: RequestInit }[] } {
  const calls: { url: string; init: RequestInit }[] = [];
  return {
    calls,
    now: () => 0,
    fetch: async (url, init) => {
      calls.push({ url, init });
      const answer = answers[Math.min(calls.length, answers.length) - 1];
      if (!(answer instanceof Response)) throw answer ?? new TypeError('Failed to fetch');
      return answer;
    },
  };
}

describe('what is sent', () => {
  test('a query repeats a key for each value and leaves out what is undefined', async () => {
    const deps = answering(new Response('{}'));
    await request(deps, { ...get, query: { a: ['x', 'y'], b: undefined, c: false, d: 'a&b' } });
    expect(deps.calls[0]?.url).toBe('https://api.example/things?a=x&a=y&c=false&d=a%26b');
  });

  test('no cookie, no cache, no referrer and no followed redirect', async () => {
    const deps = answering(new Response('{}'));
    await request(deps, get);
    expect(deps.calls[0]?.init).toMatchObject({
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
    });
  });

  test('nothing goes over an open connection', async () => {
    const deps = answering(new Response('{}'));
    await expect(request(deps, { ...get, url: 'http://api.example/things' })).rejects.toThrow(TypeError);
    expect(deps.calls).toHaveLength(0);
  });

  test('fetch is called without an owner, as browsers demand', async () => {
    const owners: unknown[] = [];
    const deps: HttpDeps = {
      now: () => 0,
      fetch: async function (this: unknown) {
        owners.push(this);
        return new Response('{}');
      },
    };
    await request(deps, get);
    expect(owners).toEqual([undefined]);
  });
});

describe('a broken connection', () => {
  test('a read is sent once more', async () => {
    const deps = answering(new TypeError('Failed to fetch'), new Response('{"a":1}'));
    expect((await request(deps, get)).json()).toEqual({ a: 1 });
    expect(deps.calls).toHaveLength(2);
  });

  test('a read that is lost twice is offline', async () => {
    const deps = answering(new TypeError('Failed to fetch'));
    const error = await request(deps, get).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error).toMatchObject({ reason: 'offline', host: 'api.example' });
    expect(deps.calls).toHaveLength(2);
  });

  test.each(['POST', 'PATCH', 'PUT', 'DELETE'] as const)('a %s is never sent twice', async (method) => {
    const deps = answering(new TypeError('Failed to fetch'));
    await expect(request(deps, { ...get, method })).rejects.toMatchObject({ reason: 'offline' });
    expect(deps.calls).toHaveLength(1);
  });

  test('a connection that breaks in the middle of the body is offline, not a short answer', async () => {
    const body = () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"a":'));
          controller.error(new TypeError('network error'));
        },
      });
    const deps: HttpDeps = { now: () => 0, fetch: async () => new Response(body()) };
    await expect(request(deps, get)).rejects.toMatchObject({ name: 'UnreachableError', reason: 'offline' });
  });

  test('no answer in time is a timeout, and is not waited for a second time', async () => {
    let calls = 0;
    const deps: HttpDeps = {
      now: () => 0,
      fetch: (_url, init) => {
        calls += 1;
        return new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        });
      },
    };
    await expect(request(deps, { ...get, timeoutMs: 1 })).rejects.toMatchObject({ reason: 'timeout' });
    expect(calls).toBe(1);
  });
});

describe('an answer that is not what was asked for', () => {
  test('every status is given back as it is', async () => {
    expect((await request(answering(new Response('no', { status: 500 })), get)).status).toBe(500);
  });

  test.each([
    ['a web page', '<!doctype html><title>Sign in</title>'],
    ['nothing', '  '],
    ['broken data', '{"items":[{"id":1},{"i'],
  ])('%s instead of JSON is named', async (what, body) => {
    const answer = await request(answering(new Response(body)), get);
    expect(() => answer.json()).toThrow(UnreadableError);
    expect(() => answer.json()).toThrow(what);
  });

  test('a redirect is refused: it could carry the token to another host', async () => {
    const deps = answering(new Response(null, { status: 302, headers: { location: 'https://evil.example/' } }));
    await expect(request(deps, get)).rejects.toThrow(UnreadableError);
    expect(deps.calls).toHaveLength(1);
  });

  test('an answer without end is cut off at the limit', async () => {
    let pieces = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pieces += 1;
        controller.enqueue(new Uint8Array(1_000));
      },
    });
    const deps = answering(new Response(endless));
    await expect(request(deps, { ...get, maxBytes: 10_000 })).rejects.toThrow(UnreadableError);
    expect(pieces).toBeLessThan(20);
  });

  test('a character cut between two pieces is put together again', async () => {
    const bytes = new TextEncoder().encode('"Ø🙂"');
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    expect((await request(answering(new Response(body)), get)).json()).toBe('Ø🙂');
  });
});
