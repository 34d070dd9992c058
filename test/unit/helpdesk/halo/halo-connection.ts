import type { HaloDeps } from '../../../../lib/helpdesk/halo/client';
import { agentIds } from '../../../fixtures/helpdesk-seed-people';
import { createFaults, type Faults } from '../../../servers/faults';
import {
  createHelpdeskServer,
  type HelpdeskOptions,
  type HelpdeskServer,
} from '../../../servers/helpdesk/helpdesk-server';

export interface HaloConnection {
  readonly server: HelpdeskServer;
  readonly faults: Faults;
  readonly deps: HaloDeps;
  /** What a strict helpdesk would not have taken. */
  readonly violations: readonly string[];
  readonly renewals: readonly string[];
  /** Epoch ms; the clock moves by hand. */
  readonly clock: { nowMs: number };
}

/** A Monday morning. */
export const testNowMs = Date.parse('2026-11-23T08:00:00Z');

/** Leah's connection to a helpdesk of her own. */
export function connectToHalo(options: HelpdeskOptions = {}): HaloConnection {
  const clock = { nowMs: testNowMs };
  const violations: string[] = [];
  const renewals: string[] = [];
  const now = () => clock.nowMs;
  const server = createHelpdeskServer({ now, violation: (sentence) => violations.push(sentence) }, options);
  const faults = createFaults();
  let token = server.issueTokens(agentIds.leah).accessToken;
  const deps: HaloDeps = {
    now,
    origin: 'https://acme.halopsa.com',
    fetch: async (url, init) => {
      const request = new Request(url, init);
      return faults.run(request, () => server.handle(request));
    },
    authorized: {
      token: async () => token,
      renew: async (rejected) => {
        renewals.push(rejected);
        token = server.issueTokens(agentIds.leah).accessToken;
        return token;
      },
    },
  };
  return { server, faults, deps, violations, renewals, clock };
}
