import { quotaFaults } from './google-error';
import type { GoogleWorld } from './google-state';

const minuteMs = 60_000;

/** What the next requests are refused with. */
export interface QuotaFault {
  readonly reason: keyof typeof quotaFaults;
  readonly times: number;
}

/** Google's limits of use, and refusals on demand. */
export interface Quota {
  force(next: QuotaFault): void;
  /** Counts a request. Throws the refusal when the account has spent its minute, or one was forced. */
  spend(email: string, units: number): void;
}

export function createQuota(world: GoogleWorld): Quota {
  const forced: { reason: keyof typeof quotaFaults; left: number }[] = [];
  const spent = new Map<string, { readonly atMs: number; readonly units: number }[]>();

  return {
    force({ reason, times }) {
      forced.push({ reason, left: times });
    },
    spend(email, units) {
      const next = forced.find(({ left }) => left > 0);
      if (next !== undefined) {
        next.left -= 1;
        throw quotaFaults[next.reason]();
      }
      // A window that slides: what is older than a minute no longer counts.
      const recent = (spent.get(email) ?? []).filter(({ atMs }) => atMs > world.now() - minuteMs);
      const used = recent.reduce((sum, one) => sum + one.units, 0);
      spent.set(email, recent);
      if (used + units > world.settings.unitsPerMinute) throw quotaFaults.rateLimitExceeded();
      recent.push({ atMs: world.now(), units });
    },
  };
}
