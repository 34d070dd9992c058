import type { GoogleDeps } from '../../../../lib/calendars/google/client';
import { googleEmails } from '../../../fixtures/google-seed';
import { createFaults, type Faults } from '../../../servers/faults';
import { createGoogleServer, type GoogleOptions, type GoogleServer } from '../../../servers/google/google-server';

export interface GoogleConnection {
  readonly server: GoogleServer;
  readonly faults: Faults;
  readonly deps: GoogleDeps;
  /** What a strict Google would not have taken. */
  readonly violations: readonly string[];
  readonly renewals: readonly string[];
  /** Epoch ms; the clock moves by hand. */
  readonly clock: { nowMs: number };
}

/** A Monday morning. */
export const testNowMs = Date.parse('2026-11-23T08:00:00Z');

const scopes = ['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy'];

/** Leah's connection to a Google of her own. */
export function connectToGoogle(options: GoogleOptions = {}): GoogleConnection {
  const clock = { nowMs: testNowMs };
  const violations: string[] = [];
  const renewals: string[] = [];
  const now = () => clock.nowMs;
  const server = createGoogleServer({ now, violation: (sentence) => violations.push(sentence) }, options);
  const faults = createFaults();
  let token = server.issueToken(googleEmails.leah, scopes);
  const deps: GoogleDeps = {
    now,
    fetch: async (url, init) => {
      const request = new Request(url, init);
      return faults.run(request, () => server.handle(request));
    },
    authorized: {
      token: async () => token,
      renew: async (rejected) => {
        renewals.push(rejected);
        token = server.issueToken(googleEmails.leah, scopes);
        return token;
      },
    },
  };
  return { server, faults, deps, violations, renewals, clock };
}
