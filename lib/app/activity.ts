import type { Side } from '../domain/appointment';
import type { ActivityPage, ActivityRow, RunView } from '../domain/sync-views';
import type { RequestData } from '../messages/protocol';
import type { JournalLine } from '../storage/run-store';
import type { Desk } from './desk';
import { connectedAccount } from './problem-error';
import { toRunView } from './run-record';

/** Runs that say something, newest first. */
export async function readRuns(desk: Desk, limit: number): Promise<readonly RunView[]> {
  const account = await connectedAccount(desk);
  const runs = await desk.runs.list({ account, which: 'eventful', limit, beforeMs: null });
  return runs.map(toRunView);
}

/** A page of the journal, newest first. */
export async function readActivity(desk: Desk, asked: RequestData<'activity'>): Promise<ActivityPage> {
  const account = await connectedAccount(desk);
  const { direction, outcome, runId, search, before, limit } = asked;
  const { lines, before: next } = await desk.searchJournal({
    account,
    ...{ runId, before, limit, search },
    ...(direction !== null && { side: direction === 'inbound' ? 'helpdesk' : 'calendar' }),
    ...(outcome !== null && { outcome }),
  });
  const rows: ActivityRow[] = [];
  for (const line of lines) rows.push(toActivityRow(await asSeen(desk, line)));
  return { rows, before: next };
}

/** A request whose answer was lost, and whose record a later reading has found. */
async function asSeen(desk: Desk, line: JournalLine): Promise<JournalLine> {
  if (line.outcome !== 'asked' || line.side === null) return line;
  const state = (await desk.store.read(line.linkKey))?.[line.side];
  return state?.kind === 'made' && state.intent === null ? { ...line, outcome: 'done' } : line;
}

export function toActivityRow(line: JournalLine): ActivityRow {
  const { seq, atMs, runId, linkKey, side, subject, action, fields, outcome, problem, isOutsideHours } = line;
  const direction = directionOf(side);
  return {
    ...{ seq, atMs, runId, direction, subject, action, fields, outcome, problem, isOutsideHours },
    linkId: linkKey,
    canUndo: isUndoable(line),
  };
}

/** Inbound: into the helpdesk. */
export function directionOf(side: Side | null): ActivityRow['direction'] {
  if (side === null) return null;
  return side === 'helpdesk' ? 'inbound' : 'outbound';
}

/** What was written and can be taken back. */
export function isUndoable({ side, action, outcome, recordId }: JournalLine): boolean {
  const isWrite = action === 'create' || action === 'adopt' || action === 'update' || action === 'remove';
  return side !== null && outcome === 'done' && isWrite && recordId !== null;
}
