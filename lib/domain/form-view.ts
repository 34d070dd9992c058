import type { Side } from './appointment';
import type { PersonTime } from './availability';
import type { Draft } from './draft';
import type { Problem } from './problem';
import type { SaveStatus } from './save-status';
import type { SeriesSync } from './series-sync';
import type { Ticket } from './ticket';
import type { Holiday, WorkingHours } from './workday';

/** Everything the form needs to draw itself; made by the background, changed by its messages. */
export interface FormView {
  readonly draft: Draft;
  readonly ticket: Ticket | null;
  /** The signed-in agent. */
  readonly me: { readonly agentId: number; readonly email: string; readonly name: string };
  /** Working hours and holidays of each agent among the attendees, by lower-case e-mail. */
  readonly people: Readonly<Record<string, PersonHours>>;
  /** By lower-case e-mail; absent while it is being read. */
  readonly time: Readonly<Record<string, PersonTime>>;
  readonly helpdeskConnected: boolean;
  readonly calendarConnected: boolean;
  /** The dates of a series after the first reach the helpdesk by the two-way sync; null: it is off. */
  readonly seriesSync: SeriesSync | null;
  /** Things to know that do not stop the agent, e.g. an agent without an e-mail. */
  readonly notices: readonly FormNotice[];
  readonly defaultLengthMinutes: number;
  /** After "Create appointment": where it stands. */
  readonly status: SaveStatus | null;
}

export interface PersonHours {
  /** Null: an agent without a workday, or somebody who is no agent. */
  readonly hours: WorkingHours | null;
  readonly holidays: readonly Holiday[];
}

export type FormNotice =
  | { readonly kind: 'agentWithoutEmail'; readonly name: string }
  | { readonly kind: 'agentUnknown'; readonly agentId: number }
  | { readonly kind: 'agentDisabled'; readonly name: string }
  | { readonly kind: 'agentWithoutWorkday'; readonly name: string }
  | { readonly kind: 'unknownZone'; readonly name: string; readonly zone: string }
  | { readonly kind: 'ticketWithoutAgent' }
  | { readonly kind: 'ticketNotRead'; readonly ticketId: number; readonly problem: Problem }
  /** The one seen last, shown in its place. */
  | {
      readonly kind: 'ticketIsOld';
      readonly ticketId: number;
      readonly readAtMs: number;
      readonly problem: Problem;
    }
  /** What is saved now is made on that side after the next sign-in. */
  | { readonly kind: 'signedOut'; readonly side: Side }
  | { readonly kind: 'directoryIsOld'; readonly readAtMs: number; readonly problem: Problem }
  | { readonly kind: 'rowsSkipped'; readonly count: number };
