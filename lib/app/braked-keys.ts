import type { Side } from '../domain/appointment';
import type { JournalEntry, RunRecord } from '../sync/store';
import type { Desk } from './desk';
import { lastRunOf } from './sync-health';

/** The links that a run did not dare to touch, by its journal, and the side they would have been touched on. */
export async function brakedKeys(
  { runs }: Pick<Desk, 'runs'>,
  runId: string,
): Promise<{ readonly all: readonly string[]; readonly side: Side | null }> {
  const all: string[] = [];
  let side: Side | null = null;
  for (let after = 0; ; ) {
    const lines = await runs.journalOf(runId, 500, after);
    for (const line of lines) {
      after = line.seq;
      if (line.action !== 'braked') continue;
      side = line.side;
      all.push(line.linkKey);
    }
    if (lines.length < 500) return { all, side };
  }
}

/** The braked run whose lines these would only repeat; null when they say something new. */
export async function repeatedBrake(
  desk: Pick<Desk, 'runs'>,
  account: string,
  entries: readonly JournalEntry[],
): Promise<RunRecord | null> {
  const last = await lastRunOf(desk, account);
  if (last?.outcome !== 'braked') return null;
  const known = new Set((await brakedKeys(desk, last.id)).all);
  return entries.length === known.size && entries.every(({ linkKey }) => known.has(linkKey)) ? last : null;
}
