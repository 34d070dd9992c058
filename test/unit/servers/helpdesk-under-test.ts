import { expect } from 'vitest';
import { docketRedirectUri, helpdeskClientId } from '../../fixtures/helpdesk-seed';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import {
  createHelpdeskServer,
  type HelpdeskOptions,
  type HelpdeskServer,
} from '../../servers/helpdesk/helpdesk-server';

/** A Wednesday in winter: London is on UTC, Berlin an hour ahead. */
export const wednesday = Date.parse('2026-11-18T08:00:00Z');

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; null when it is not JSON. */
  readonly body: unknown;
}

export interface HelpdeskUnderTest {
  readonly server: HelpdeskServer;
  readonly clock: { nowMs: number };
  readonly violations: string[];
  /** As Leah unless another token is given; null asks without any. */
  ask(method: string, pathAndQuery: string, options?: { body?: unknown; token?: string | null }): Promise<Answer>;
  get(pathAndQuery: string): Promise<Answer>;
  /** `POST /api/Appointment`, saved or the test fails. */
  save(...items: Record<string, unknown>[]): Promise<Record<string, unknown>[]>;
  /** `appointments` of a listing. */
  list(query: string): Promise<Record<string, unknown>[]>;
  form(path: string, fields: Record<string, string>): Promise<Answer>;
}

export function helpdeskUnderTest(options: HelpdeskOptions = {}): HelpdeskUnderTest {
  const clock = { nowMs: wednesday };
  const violations: string[] = [];
  const server = createHelpdeskServer(
    { now: () => clock.nowMs, violation: (sentence) => violations.push(sentence) },
    options,
  );
  const leah = server.issueTokens(agentIds.leah).accessToken;

  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const url = path.startsWith('https:') ? path : `https://acme.halopsa.com${path}`;
    const response = await server.handle(new Request(url, { redirect: 'manual', ...init }));
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
  };

  const ask: HelpdeskUnderTest['ask'] = (method, path, { body, token = leah } = {}) =>
    send(path, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  return {
    server,
    clock,
    violations,
    ask,
    get: (path) => ask('GET', path),
    async save(...items) {
      const answer = await ask('POST', '/api/Appointment', { body: items });
      expect(answer.status, answer.text).toBe(201);
      return rows(answer.body);
    },
    async list(query) {
      const answer = await ask('GET', `/api/Appointment?${query}`);
      expect(answer.status, answer.text).toBe(200);
      return rows(answer.body, 'appointments');
    },
    form: (path, fields) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}

/** The objects of an array, or of the array under a name. */
export function rows(body: unknown, name?: string): Record<string, unknown>[] {
  const list = name === undefined ? body : field(body, name);
  if (!Array.isArray(list)) throw new Error(`no rows in ${JSON.stringify(body)}`);
  return list.map((item: unknown) => {
    if (typeof item !== 'object' || item === null) throw new Error(`no object: ${JSON.stringify(item)}`);
    return { ...item };
  });
}

export function field(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null) throw new Error(`no object: ${JSON.stringify(body)}`);
  return Reflect.get(body, name);
}

/** Verifier and challenge of RFC 7636, appendix B. */
export const pkce = {
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};

export function authorizeAddress(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    tenant: 'acme',
    response_type: 'code',
    client_id: helpdeskClientId,
    redirect_uri: docketRedirectUri,
    scope: 'edit:tickets edit:calendar offline_access',
    state: 'st-1',
    code_challenge: pkce.challenge,
    code_challenge_method: 'S256',
    ...changes,
  });
  return `/auth/authorize?${query}`;
}

/** Signs in as an agent does: presses a button of the page and is sent back. */
export async function signIn(helpdesk: HelpdeskUnderTest, agent: string, address = authorizeAddress()): Promise<URL> {
  const page = await helpdesk.ask('GET', address, { token: null });
  expect(page.status, page.text).toBe(200);
  const answer = await helpdesk.form(address, { agent });
  expect(answer.status, answer.text).toBe(302);
  return new URL(answer.headers.get('location') ?? '');
}

export function redeem(
  helpdesk: HelpdeskUnderTest,
  code: string,
  changes: Record<string, string> = {},
): Promise<Answer> {
  return helpdesk.form('/auth/token?tenant=acme', {
    grant_type: 'authorization_code',
    client_id: helpdeskClientId,
    redirect_uri: docketRedirectUri,
    code,
    code_verifier: pkce.verifier,
    ...changes,
  });
}
