import type { AppointmentContent, MailChoice, Side, TicketRef } from '../domain/appointment';
import type { Problem } from '../domain/problem';

/** The pair we remember: an appointment, its event, and the key under which Docket made them. */
export interface Link {
  /** The creation key: chosen before the first request, carried by both records. */
  readonly key: string;
  /** Whose link it is: helpdesk origin and agent, so that profiles never mix. */
  readonly account: string;
  readonly ownerAgentId: number;
  readonly ticket: TicketRef | null;
  readonly mail: MailChoice;
  readonly subject: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly createdAtMs: number;
  /** Where the event belongs; null when no calendar was connected at the save. Never another one, whoever signs in later. */
  readonly calendarOf: CalendarRef | null;
  /** Digest of what is wanted on both sides. */
  readonly wanted: string;
  readonly helpdesk: LinkSide;
  readonly calendar: LinkSide;
  /** Present only while something is left to do: the index then holds only work. */
  readonly dirty?: 1;
}

/** A calendar, and the account that reaches it. */
export interface CalendarRef {
  readonly email: string;
  readonly calendarId: string;
}

/** What is known of one side's record. Observed, never guessed. */
export type LinkSide =
  /** Nothing was asked of the side yet, or what was asked surely did not happen. */
  | { readonly kind: 'wanted'; readonly attempt: Attempt | null }
  /** The intent was written; whether the request acted is not known. */
  | {
      readonly kind: 'asked';
      readonly firstAskedAtMs: number;
      /** Epoch ms of the last request. */
      readonly sentAtMs: number;
      /** Nothing was found, but the request may still be under way: looked for again then (epoch ms). */
      readonly lookAgainAtMs?: number;
      readonly attempt: Attempt | null;
    }
  | {
      readonly kind: 'made';
      readonly id: string;
      readonly etag: string;
      /** Digest of what the side said it holds. */
      readonly fingerprint: string;
      readonly url: string | null;
      readonly remark: string | null;
      /** The record names its twin on the other side. */
      readonly namesTwin: boolean;
      /** When to look for what a repeated request has made beside it (epoch ms); null: nothing, or looked for already. */
      readonly copiesDueAtMs: number | null;
      readonly attempt: Attempt | null;
    }
  /** Not connected when the agent saved: nothing is owed there. */
  | { readonly kind: 'notConnected' }
  /** Given up by the agent. */
  | { readonly kind: 'dropped' }
  /** Taken back by the agent. */
  | { readonly kind: 'removed' };

/** The last try that did not succeed. */
export interface Attempt {
  readonly problem: Problem;
  readonly tries: number;
  /** Epoch ms; null: waits for the agent (sign in, retry, drop). */
  readonly retryAtMs: number | null;
}

/** One line of the journal: what was asked of a side, and what came of it. */
export interface JournalEntry {
  readonly atMs: number;
  readonly linkKey: string;
  readonly side: Side | null;
  readonly action: 'save' | 'create' | 'adopt' | 'linkTwin' | 'remove' | 'drop' | 'retry';
  readonly outcome: 'asked' | 'done' | 'failed';
  readonly recordId: string | null;
  readonly problem: Problem | null;
  /** What the side held before and after, as digests of the content. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Where links live. Every method is one transaction. */
export interface LinkStore {
  read(key: string): Promise<{ readonly link: Link; readonly content: AppointmentContent } | null>;
  /** False when the key is there already: then nothing is written. */
  insert(link: Link, content: AppointmentContent, entry: JournalEntry): Promise<boolean>;
  /** Reads, changes and writes the link together with its journal line; returns what was written. */
  change(key: string, change: (link: Link) => Link, entry: JournalEntry | null): Promise<Link>;
  /** Links with something left to do. */
  dirty(): Promise<readonly Link[]>;
}

/** A journal line with what was not named left empty. */
export function journalEntry(
  line: Pick<JournalEntry, 'atMs' | 'linkKey' | 'action' | 'outcome'> & Partial<JournalEntry>,
): JournalEntry {
  return { side: null, recordId: null, problem: null, before: null, after: null, ...line };
}
