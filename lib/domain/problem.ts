/** What went wrong, in the product's own terms; the sentence is made by the UI (`components/problem-text.ts`). */
export type Problem =
  | { readonly kind: 'offline' }
  | { readonly kind: 'timeout'; readonly host: string }
  | { readonly kind: 'needsSignIn'; readonly side: 'helpdesk' | 'calendar' }
  | { readonly kind: 'notConnected'; readonly side: 'helpdesk' | 'calendar' }
  | { readonly kind: 'rateLimited'; readonly side: 'helpdesk' | 'calendar' /** epoch ms */; readonly retryAtMs: number }
  | {
      readonly kind: 'refused';
      readonly side: 'helpdesk' | 'calendar';
      readonly status: number /** the server's own words, untrusted text */;
      readonly detail: string;
    }
  | { readonly kind: 'serverError'; readonly host: string; readonly status: number }
  | { readonly kind: 'unreadable'; readonly host: string; readonly detail: string }
  /** What was typed cannot be an appointment; `detail` is the validation's word for it. */
  | { readonly kind: 'invalidDraft'; readonly detail: string }
  | { readonly kind: 'notFound'; readonly what: string }
  /** Somebody else changed the record since it was read. */
  | { readonly kind: 'changedMeanwhile'; readonly side: 'helpdesk' | 'calendar' }
  | { readonly kind: 'readOnlyCalendar'; readonly calendar: string }
  /** The browser keeps nothing for us: its disk is full, or its database does not open. */
  | { readonly kind: 'notStored'; readonly detail: string }
  | { readonly kind: 'unexpected'; readonly detail: string };

/** Seen and kept out: one row of an answer that could not be read. */
export interface SkippedRow {
  readonly what: 'agent' | 'workday' | 'holiday' | 'appointment' | 'ticket' | 'calendar' | 'event';
  readonly id: string;
  /** What the item calls itself, where that can be read: untrusted text. */
  readonly subject?: string;
  readonly reason: string;
  /** Why its side could not be asked, where that is why it was left alone. */
  readonly problem?: Problem;
}
