import * as z from 'zod/mini';
import { minuteMs } from '../../domain/calendar-day';
import { SyncTokenExpiredError } from '../../http/errors';
import type { Cursor } from '../../sync/ports';
import type { HaloTimeConvention } from './times';

const Counted = z.object({ rows: z.number(), newestId: z.number() });
/** How long the agent's whole list was, and the highest id in sight then: later rows have higher ones. */
export type Counted = z.infer<typeof Counted>;

const Reached = z.object({
  /** `last_modified` of the row that was changed last, as read by `haloReadingMs`. */
  newestMs: z.number(),
  /** The rows changed last, by id, and their versions: those that need not be told of again. */
  known: z.record(z.string(), z.string()),
  counted: z.optional(Counted),
});
/** How far down the list of changes is known. */
export type Reached = z.infer<typeof Reached>;

const Position = z.union([
  /** Rows carry the time of their last change, and come newest first. */
  z.object({ mode: z.literal('newestFirst'), reached: Reached }),
  /** Rows come newest first, but only a read of one tells when it was changed. */
  z.object({ mode: z.literal('hidden'), reached: Reached }),
  /** Changes cannot be told: the window is listed each time. */
  z.object({ mode: z.literal('window') }),
]);
export type Position = z.infer<typeof Position>;

const Place = z.object({ pageNo: z.number(), received: z.number(), total: z.nullable(z.number()) });

const ListingState = z.object({
  order: z.optional(z.literal('newestFirst')),
  /** What the rows so far prove of the order. */
  proof: z.enum(['open', 'newestFirst', 'hidden', 'none']),
  lastMs: z.nullable(z.number()),
  reached: z.nullable(Reached),
  /** From before the listing: a deletion between the two is looked for once more. */
  counted: z.optional(Counted),
});
export type ListingState = z.infer<typeof ListingState>;

const Resume = z.union([
  z.object({
    kind: z.literal('listing'),
    place: Place,
    state: ListingState,
    window: z.object({ startMs: z.number(), endMs: z.number() }),
  }),
  z.object({ kind: z.literal('changes'), place: Place, from: Reached, to: Reached }),
]);
export type Resume = z.infer<typeof Resume>;

/** Texts are of one agent: another one's list has another order of changes. */
const Stored = z.object({ agentId: z.number(), at: z.union([Position, Resume]) });

export function writeCursor(agentId: number, at: Position | Resume): Cursor {
  return JSON.stringify({ agentId, at });
}

export function readCursor(agentId: number, text: Cursor): Position {
  return z.safeParse(Position, readStored(agentId, text)).data ?? expired();
}

export function readResume(agentId: number, text: Cursor): Resume {
  return z.safeParse(Resume, readStored(agentId, text)).data ?? expired();
}

function readStored(agentId: number, text: Cursor): Position | Resume {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw new SyncTokenExpiredError('The stored place in the helpdesk cannot be read', { cause });
  }
  const parsed = Stored.safeParse(stored);
  return parsed.success && parsed.data.agentId === agentId ? parsed.data.at : expired();
}

function expired(): never {
  throw new SyncTokenExpiredError('The stored place in the helpdesk belongs to another reading');
}

/**
 * A tenant may have several servers, whose clocks differ and whose writes show a little late. Local time goes back an
 * hour once a year.
 */
export function overlapMs(times: HaloTimeConvention): number {
  return (times.zone === 'UTC' ? 5 : 65) * minuteMs;
}
