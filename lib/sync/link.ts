import type { AppointmentContent, MailChoice, Side, TicketRef } from '../domain/appointment';
import type { ContentField } from '../domain/content-fields';
import type { Problem } from '../domain/problem';

/**
 * One item as both sides hold it: an appointment, its event, or one of the two alone. What was observed is kept; what is
 * to be done follows from it (`planLink`).
 */
export interface Link {
  /** Also the creation key: chosen before the first request, carried by every record that Docket makes for this link. */
  readonly key: string;
  /** Whose link it is: helpdesk origin and agent, so that profiles never mix. */
  readonly account: string;
  /** Where the item was first: typed in the form, or found on a side. */
  readonly source: 'form' | Side;
  /** Set when the calendar's record is one occurrence of a series. */
  readonly occurrence: OccurrenceRef | null;
  /** Where the event belongs; null when no calendar is connected. Never another one, whoever signs in later. */
  readonly calendarOf: CalendarRef | null;
  /** The helpdesk agent who owns the appointment, or is to own it. */
  readonly ownerAgentId: number;
  readonly ticket: TicketRef | null;
  readonly mail: MailChoice;
  readonly subject: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly createdAtMs: number;
  /** What the form asked for; null for what was found on a side. */
  readonly wanted: AppointmentContent | null;
  /** `RRULE` lines of the series that the form asked for; absent: it does not repeat. */
  readonly repeats?: readonly string[];
  /** The form asked for a Google Meet link. Only the save's own event gets one, never a copy that the sync makes later. */
  readonly wantsMeet?: true;
  readonly helpdesk: LinkSide;
  readonly calendar: LinkSide;
  /** Fields changed on both sides differently: they wait for the agent, the others go on. */
  readonly conflict: readonly ContentField[];
  /** Both records were there before they were known to be one item: neither is Docket's to take back. */
  readonly isJoined?: true;
  /** Present only while something is left to do: the index then holds only work. */
  readonly dirty?: 1;
}

/** A calendar, and the account that reaches it. */
export interface CalendarRef {
  readonly email: string;
  readonly calendarId: string;
}

/** Whether both are one calendar, reached by one account. */
export function isSameCalendar(one: CalendarRef | null, other: CalendarRef | null): boolean {
  return one?.email === other?.email && one?.calendarId === other?.calendarId;
}

/** Identity of one instance of a series: its master, and when the rule put it (RFC 5545 3.8.4.4). */
export interface OccurrenceRef {
  readonly masterId: string;
  /** UTC instant `2026-11-23T09:00:00Z`, or a date for an all-day series. */
  readonly originalStart: string;
}

/** What is known of one side's record. Observed, never guessed. */
export type LinkSide =
  /** Nothing is there. Whether something is owed follows from the other side and the rules. */
  | {
      readonly kind: 'none';
      readonly attempt: Attempt | null;
      /** Id of a record that the other side's names as its twin, and that is proven not to be there. */
      readonly notThere?: string;
    }
  /** A creation was asked for; whether it acted is not known. */
  | {
      readonly kind: 'asked';
      readonly firstAskedAtMs: number;
      /** Epoch ms of the last request. */
      readonly sentAtMs: number;
      /** Nothing was found, but the request may still be under way: looked for again then (epoch ms). */
      readonly lookAgainAtMs?: number;
      readonly intent: Intent;
      /** The deleted record in whose place it is to be. */
      readonly replaces?: GoneRecord | undefined;
      readonly attempt: Attempt | null;
    }
  | MadeSide
  /** Proven deleted: by a tombstone, or by absence from a complete listing and a read of the one record. */
  | ({ readonly kind: 'gone'; readonly attempt: Attempt | null } & GoneRecord)
  /**
   * The other side's record names this one as its twin, and it has not been seen yet. It is known by its id when it comes,
   * and nothing is made in its place.
   */
  | { readonly kind: 'named'; readonly id: string }
  /** Not connected when the agent saved: nothing is owed there. */
  | { readonly kind: 'notConnected' }
  /** Given up by the agent, or left behind by a rule. */
  | { readonly kind: 'dropped' }
  /** Left where it stands when its account or calendar was disconnected. By its id it is known again when that comes back. */
  | {
      readonly kind: 'left';
      readonly id: string;
      readonly agreed: AppointmentContent | null;
      /** Or when it was given to a colleague, who may give it back. */
      readonly isGivenAway?: true;
    }
  /** Taken back by the agent. */
  | { readonly kind: 'removed'; readonly isInDoubt?: true };

/** Generation of the last listing that has shown a side's record, 0 where it is known by its id alone; null: there is none. */
export function lastListed(side: LinkSide): number | null {
  if (side.kind === 'made') return side.listed;
  return side.kind === 'named' || side.kind === 'left' ? 0 : null;
}

export interface GoneRecord {
  readonly id: string;
  /** What it held, for undo. */
  readonly content: AppointmentContent;
  /** What it held when both sides last agreed: what an edit on the other side is put onto when it outlives the deletion. */
  readonly agreed: AppointmentContent | null;
  /** As the record said (`RemoteRecord.again`). */
  readonly again?: number | undefined;
}

export interface MadeSide {
  readonly kind: 'made';
  readonly id: string;
  readonly etag: string;
  /** As last seen. */
  readonly content: AppointmentContent;
  /** Fields that this version may have changed but that no answer has carried yet: the record is read before it is copied. */
  readonly unread?: readonly ContentField[];
  /** Fields that the side does not keep and was never sent: what stands there says nothing. */
  readonly unkept?: readonly ContentField[];
  /** What this side held when both last agreed; null: never agreed. */
  readonly agreed: AppointmentContent | null;
  /** An update or removal that was asked for and not answered yet. */
  readonly intent: Intent | { readonly kind: 'remove' } | null;
  /** Epoch ms at which the side says the record was changed last; null where it does not say. */
  readonly changedAtMs: number | null;
  readonly url: string | null;
  readonly remark: string | null;
  /** As the answer to its creation said (`RemoteRecord.meetUrl`). */
  readonly meetUrl?: string | null;
  /** As the record says (`RemoteRecord.again`). */
  readonly again?: number | undefined;
  /** The record names its twin on the other side. */
  readonly namesTwin: boolean;
  /** When to look for what a repeated request has made beside it (epoch ms); null: nothing, or looked for already. */
  readonly copiesDueAtMs: number | null;
  /** Epoch ms at which our creation acted, by the side's clock where it says; null: somebody else made it. */
  readonly madeAtMs: number | null;
  /** What filters look at. */
  readonly traits: RecordTraits;
  /** Generation of the last complete listing that showed it. */
  readonly listed: number;
  readonly attempt: Attempt | null;
}

/** What was sent to a side, and what the other side held when it was made of it. */
export interface Intent {
  readonly kind: 'write';
  readonly content: AppointmentContent;
  /** The other side's content that the write carries over; null when it came from the form. */
  readonly basis: AppointmentContent | null;
}

/** What filters ask of a record beside its content. */
export interface RecordTraits {
  readonly isDeclined: boolean;
  /** `default`, or the provider's word for another kind (`focusTime`, `outOfOffice`, `task`, …). */
  readonly type: string;
  /** The other side's own integration made it: a twin to adopt, never to copy. */
  readonly foreignTwinId: string | null;
}

/** The last try that did not succeed. */
export interface Attempt {
  readonly problem: Problem;
  readonly tries: number;
  /** Epoch ms; null: waits for the agent (sign in, retry, drop). */
  readonly retryAtMs: number | null;
}
