import { refusals, violate } from './google-error';
import type { GoogleWorld } from './google-state';
import type { Query } from './query-parameters';

/** Filters and orders that a change list cannot continue: such listings end without a token. */
const endsWithout = ['orderBy', 'q', 'iCalUID', 'privateExtendedProperty', 'sharedExtendedProperty', 'updatedMin'];
/** What may differ between the first listing and those that continue it. */
const mayDiffer = ['syncToken', 'pageToken', 'maxResults', 'timeMin', 'timeMax', 'showDeleted'];

interface Listing {
  readonly calendarId: string;
  readonly email: string;
  readonly query: Query;
}

interface Issued {
  readonly calendarId: string;
  readonly email: string;
  readonly fingerprint: string;
  readonly change: number;
}

/** The log of sync tokens: which listing each continues, and from which change on. */
export interface SyncTokens {
  /** A token for the last page of a listing that begins now; null where the listing cannot be continued. */
  give(listing: Listing): string | null;
  /** The change after which a listing continues. Throws 400 for a text that is no token, 410 for one that has expired. */
  read(token: string, listing: Listing): number;
  /** Makes all tokens, or those of one calendar, invalid: age, or a change of who may see it. */
  expire(calendarId?: string): void;
}

export function createSyncTokens(world: GoogleWorld): SyncTokens {
  const issued = new Map<string, Issued>();
  const expired = new Set<string>();

  return {
    give({ calendarId, email, query }) {
      // Clients report that expanded listings bring none either.
      if (query.flag('singleEvents') || endsWithout.some((name) => query.has(name))) return null;
      const token = world.mint('sync');
      issued.set(token, { calendarId, email, fingerprint: query.fingerprint(mayDiffer), change: world.lastChange() });
      return token;
    },
    read(token, { calendarId, email, query }) {
      const found = issued.get(token);
      if (found === undefined) throw refusals.invalid('syncToken', 'Invalid sync token value.');
      if (expired.has(token) || found.calendarId !== calendarId || found.email !== email) {
        throw refusals.fullSyncRequired();
      }
      if (found.fingerprint !== query.fingerprint(mayDiffer)) {
        const sentence = `a sync token of "${found.fingerprint}" is used with "${query.fingerprint(mayDiffer)}"`;
        throw violate(world, sentence, 'syncToken');
      }
      return found.change;
    },
    expire(calendarId) {
      for (const [token, { calendarId: own }] of issued) {
        if (calendarId === undefined || calendarId === own) expired.add(token);
      }
    },
  };
}
