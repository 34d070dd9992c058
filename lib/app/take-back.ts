import type { AppointmentContent, Side } from '../domain/appointment';
import { differingFields } from '../domain/content-fields';
import type { Problem } from '../domain/problem';
import { withSchedule } from '../sync/fold-record';
import type { Link, LinkSide } from '../sync/link';
import type { CalendarPort } from '../sync/ports';
import { line, type StepDeps } from '../sync/run-step';
import type { Desk } from './desk';

export interface TakeBack {
  readonly side: Side;
  readonly recordId: string;
  /** What the record must still hold: an edited one is somebody's work and stays. */
  readonly expected: AppointmentContent;
}

/**
 * Removes a record that Docket made, mails nobody, and leaves the other side alone. The link says "taken back" before
 * the request is sent: after a death in between, the missing record must not count as deleted by somebody, or the other
 * side would follow. Null: done; else why the record stays.
 */
export async function takeBack(desk: Desk, deps: StepDeps, linkId: string, back: TakeBack): Promise<Problem | null> {
  return desk.withLock(`docket-save:${linkId}`, async () => {
    const link = await desk.store.read(linkId);
    if (link === null) return null;
    const { side, recordId, expected } = back;
    const before = link[side];
    // `removed`: an earlier life came this far, and may have died before its request.
    if (before.kind !== 'removed' && (before.kind !== 'made' || before.id !== recordId)) return null;
    const port = await deps.port(side, link);
    if ('kind' in port) return port;
    const told = { recordId, before: expected };
    await setSide(
      deps,
      link,
      side,
      { kind: 'removed' },
      line(deps, link, side, 'remove', { ...told, outcome: 'asked' }),
    );
    const problem = await removeUnchanged(port, link, back).catch((error: unknown) => deps.toProblem(error, side));
    const entry = line(deps, link, side, 'remove', { ...told, outcome: outcomeOf(problem), problem });
    await setSide(deps, link, side, problem === null ? { kind: 'removed' } : before, entry);
    await deps.onChange(link);
    return problem;
  });
}

/** What was edited since stays on purpose: that is no failure. */
function outcomeOf(problem: Problem | null): 'done' | 'skipped' | 'failed' {
  if (problem === null) return 'done';
  return problem.kind === 'changedMeanwhile' ? 'skipped' : 'failed';
}

async function setSide(
  { store, rules }: StepDeps,
  { key }: Link,
  side: Side,
  state: LinkSide,
  entry: ReturnType<typeof line>,
): Promise<void> {
  await store.change(key, (now) => withSchedule({ ...now, [side]: state }, rules), entry);
}

async function removeUnchanged(port: CalendarPort, link: Link, back: TakeBack): Promise<Problem | null> {
  const record = await port.read(back.recordId);
  if (record === null) return null;
  const expected = port.normalise(back.expected, record.content);
  const isEdited = differingFields(record.content, expected).some((field) => !record.absent?.includes(field));
  if (isEdited) return { kind: 'changedMeanwhile', side: port.side };
  const occurrence = port.side === 'calendar' ? link.occurrence : null;
  await port.remove({ id: record.id, etag: record.etag, occurrence });
  return null;
}
