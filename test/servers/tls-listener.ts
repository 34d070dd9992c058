import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { generate } from 'selfsigned';

export interface TlsListener {
  readonly server: Server;
  close(): Promise<void>;
}

/** Serves `handle` over TLS on a free loopback port; a handler that throws breaks the connection. */
export async function listenTls(handle: (request: Request) => Promise<Response>): Promise<TlsListener> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'docket.test' }], { keySize: 2048 });
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    void answer(handle, incoming, outgoing);
  });
  // A server that hangs up idle connections makes browsers repeat requests: the tests would then see them twice.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const response = await handle(await toRequest(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch {
    // The connection breaks without an answer: that is what a fault asks for.
    outgoing.destroy();
  }
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  const method = incoming.method ?? 'GET';
  return new Request(`https://${incoming.headers.host ?? 'unknown.invalid'}${incoming.url ?? '/'}`, {
    method,
    headers,
    ...(method !== 'GET' && method !== 'HEAD' && { body: Buffer.concat(chunks) }),
  });
}
