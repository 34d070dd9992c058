import type { AppointmentContent, Side } from '../domain/appointment';
import { differingFields } from '../domain/content-fields';
import type { Problem } from '../domain/problem';
import { withSchedule } from '../sync/fold-record';
import type { Link, LinkSide } from '../sync/link';
import type { CalendarPort } from '../sync/ports';
import { line, type StepDeps } from '../sync/run-step';
import type { Desk } from './desk';
import { readFormSeries } from './form-series';

export interface TakeBack {
  readonly side: Side;
  readonly recordId: string;
  /** What the record must still hold: an edited one is somebody's work and stays. */
  readonly expected: AppointmentContent;
  /** Set where it is a series of the form, of which everything goes that is still to come: its version when it was listed. */
  readonly seriesEtag?: string | undefined;
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
    const { side, recordId, expected, seriesEtag } = back;
    const before = link[side];
    const isSeries = seriesEtag !== undefined;
    // `removed`: an earlier life came this far, and may have died before its request.
    const isIt = isSeries || before.kind === 'removed' || (before.kind === 'made' && before.id === recordId);
    if (!isIt) return null;
    const port = await deps.port(side, link);
    if ('kind' in port) return port;
    const links = isSeries ? await withDates(desk, link, recordId) : [link];
    const goes = (one: Link) => !isSeries || (one[side].kind === 'made' && one.endMs > desk.now());
    const set = (state: (one: Link) => LinkSide, rest: Parameters<typeof line>[4]) => {
      const action = isSeries ? 'endSeries' : 'remove';
      const entry = line(deps, link, side, action, { recordId, before: expected, ...rest });
      return deps.store.changeMany(
        links.map((one) => ({
          key: one.key,
          change: (now) => (goes(one) ? withSchedule({ ...now, [side]: state(one) }, deps.rules) : now),
          entry: one === link ? entry : null,
        })),
      );
    };
    const removed: LinkSide = { kind: 'removed' };
    await set(() => removed, { outcome: 'asked' });
    const asked = isSeries ? endSeries(desk, port, link, seriesEtag) : removeUnchanged(port, link, back);
    const problem = await asked.catch((error: unknown) => deps.toProblem(error, side));
    await set((one) => (problem === null ? removed : one[side]), { outcome: outcomeOf(problem), problem });
    await deps.onChange(link);
    return problem;
  });
}

/** What was edited since stays on purpose: that is no failure. */
function outcomeOf(problem: Problem | null): 'done' | 'skipped' | 'failed' {
  if (problem === null) return 'done';
  return problem.kind === 'changedMeanwhile' ? 'skipped' : 'failed';
}

async function withDates({ store }: Desk, link: Link, masterId: string): Promise<readonly Link[]> {
  const dates = await store.applyPage(link.account, 'calendar', (work) => work.ofSeries(masterId));
  return [link, ...dates.filter(({ key }) => key !== link.key)];
}

/** Dates that are over stay, and the series with them. */
async function endSeries(desk: Desk, port: CalendarPort, link: Link, etag: string): Promise<Problem | null> {
  const series = await readFormSeries(desk, port, link);
  if (series === null) return null;
  if (series === 'touched' || series.etag !== etag) return { kind: 'changedMeanwhile', side: port.side };
  const target = { id: series.masterId, etag, occurrence: null };
  await (series.keeping === null ? port.remove(target) : port.changeRule?.(target, series.keeping));
  return null;
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
