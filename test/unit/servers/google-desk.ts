import { expect } from 'vitest';
import type { EventResource } from '../../servers/google/event-schema';
import { createGoogleServer, type GoogleServer } from '../../servers/google/google-server';
import { addAccount, type GoogleSettings } from '../../servers/google/google-state';

export const leah = 'leah@acme.example';
export const amir = 'amir@acme.example';
export const redirectUri = 'https://abcdefghijklmnop.chromiumapp.org/';
export const clientId = 'docket.apps.googleusercontent.com';
export const docketScopes = ['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy'];

interface Call {
  readonly as?: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Json;
}

/** What a test reads of an answer without proving each field first. */
export interface Json {
  readonly id: string;
  readonly etag: string;
  readonly items: readonly (EventResource & { readonly id: string })[];
  readonly nextPageToken?: string;
  readonly nextSyncToken?: string;
  readonly error: { readonly code: number; readonly message: string; readonly errors: readonly { reason: string }[] };
  readonly [field: string]: unknown;
}

export interface GoogleDesk {
  readonly server: GoogleServer;
  readonly violations: string[];
  readonly clock: { nowMs: number };
  /** A request to the Calendar API, by the path after `/calendar/v3/`; Leah's unless told. */
  call(method: string, path: string, options?: Call): Promise<Reply>;
  /** Makes an event through the API and gives it back. */
  made(body: EventResource, options?: Call): Promise<EventResource & { readonly id: string; readonly etag: string }>;
}

/** A server with two accounts and nothing in their calendars, on a Monday morning. */
export function openDesk(settings: Partial<GoogleSettings> = {}): GoogleDesk {
  const clock = { nowMs: Date.parse('2025-03-03T08:00:00Z') };
  const violations: string[] = [];
  const server = createGoogleServer(
    { now: () => clock.nowMs, violation: (sentence) => violations.push(sentence) },
    {
      settings,
      seed({ state }) {
        addAccount(state, { email: leah, name: 'Leah', zone: 'Europe/Berlin' });
        addAccount(state, { email: amir, name: 'Amir', zone: 'Europe/Berlin' });
        state.clients.set(clientId, { name: 'Docket', redirectUris: [redirectUri] });
      },
    },
  );

  const desk: GoogleDesk = {
    server,
    violations,
    clock,
    async call(method, path, { as = leah, query = {}, body, headers = {} } = {}) {
      const search = new URLSearchParams(
        Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
      );
      const request = new Request(`https://www.googleapis.com/calendar/v3/${path}?${search}`, {
        method,
        headers: {
          authorization: `Bearer ${server.issueToken(as, docketScopes)}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await server.handle(request);
      const text = await response.text();
      return { status: response.status, headers: response.headers, json: JSON.parse(text === '' ? '{}' : text) };
    },
    async made(body, options) {
      const reply = await desk.call('POST', 'calendars/primary/events', { ...options, body });
      expect(reply.status, JSON.stringify(reply.json)).toBe(200);
      return reply.json;
    },
  };
  return desk;
}

/** An hour in Berlin on a day of March 2025. */
export function hour(day: number, from = 9): Required<Pick<EventResource, 'start' | 'end'>> {
  const at = (clock: number) => ({
    dateTime: `2025-03-${String(day).padStart(2, '0')}T${String(clock).padStart(2, '0')}:00:00`,
    timeZone: 'Europe/Berlin',
  });
  return { start: at(from), end: at(from + 1) };
}

export function reasonOf(reply: Reply): string {
  return reply.json.error.errors[0]?.reason ?? '';
}
