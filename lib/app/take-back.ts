import type { AppointmentContent, Side } from '../domain/appointment';
import { differingFields } from '../domain/content-fields';
import type { Problem } from '../domain/problem';
import { withSchedule } from '../sync/fold-record';
import type { Link, LinkSide } from '../sync/link';
import type { CalendarPort } from '../sync/ports';
import { mayHaveActed } from '../sync/retry';
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
    const asked = isSeries ? endSeries(desk, port, link, seriesEtag) : removeUnchanged(desk, port, link, back);
    const { problem, isThere } = await asked.catch(
      (error: unknown): Taken => ({ problem: deps.toProblem(error, side), isThere: 'yes' }),
    );
    const inDoubt: LinkSide = { kind: 'removed', isInDoubt: true };
    const after = (one: Link) => (isThere === 'yes' ? one[side] : isThere === 'no' ? removed : inDoubt);
    await set(after, { outcome: outcomeOf(problem), problem });
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

/** What came of it, and whether the record still stands. */
interface Taken {
  readonly problem: Problem | null;
  readonly isThere: 'yes' | 'no' | 'perhaps';
}

const taken: Taken = { problem: null, isThere: 'no' };

/** Dates that are over stay, and the series with them. */
async function endSeries(desk: Desk, port: CalendarPort, link: Link, etag: string): Promise<Taken> {
  const series = await readFormSeries(desk, port, link);
  if (series === null) return taken;
  if (series === 'touched' || series.etag !== etag) return touched(port);
  const target = { id: series.masterId, etag, occurrence: null };
  return send(desk, port, {
    ask: async () => (series.keeping === null ? port.remove(target) : port.changeRule?.(target, series.keeping)),
    isGone: async () => (await readFormSeries(desk, port, link)) === null,
  });
}

async function removeUnchanged(desk: Desk, port: CalendarPort, link: Link, back: TakeBack): Promise<Taken> {
  const record = await port.read(back.recordId);
  if (record === null) return taken;
  const expected = port.normalise(back.expected, record.content);
  const isEdited = differingFields(record.content, expected).some((field) => !record.absent?.includes(field));
  if (isEdited) return touched(port);
  const occurrence = port.side === 'calendar' ? link.occurrence : null;
  return send(desk, port, {
    ask: () => port.remove({ id: record.id, etag: record.etag, occurrence }),
    isGone: async () => (await port.read(record.id)) === null,
  });
}

function touched({ side }: CalendarPort): Taken {
  return { problem: { kind: 'changedMeanwhile', side }, isThere: 'yes' };
}

/** Where the answer is lost, the record itself is asked: to be told later that it is gone would look like a deletion. */
async function send(
  { toProblem }: Desk,
  { side }: CalendarPort,
  { ask, isGone }: { readonly ask: () => Promise<unknown>; readonly isGone: () => Promise<boolean> },
): Promise<Taken> {
  try {
    await ask();
    return taken;
  } catch (error) {
    const problem = toProblem(error, side);
    if (!mayHaveActed(problem)) return { problem, isThere: 'yes' };
    const hasActed = await isGone().catch(() => null);
    return hasActed === true ? taken : { problem, isThere: hasActed === null ? 'perhaps' : 'yes' };
  }
}
