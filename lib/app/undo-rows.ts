import type { AppointmentContent, Side } from '../domain/appointment';
import { type ContentField, differingFields } from '../domain/content-fields';
import type { Problem, SkippedRow } from '../domain/problem';
import { toInterval } from '../domain/span-interval';
import type { ReviewRecord } from '../storage/review-row';
import type { JournalLine } from '../storage/run-store';
import type { Link, LinkSide } from '../sync/link';
import type { CalendarPort } from '../sync/ports';
import type { StepDeps } from '../sync/run-step';
import { isUndoable } from './activity';
import { type Desk, isProblem } from './desk';
import { formSeriesId } from './form-series';
import type { NewRow } from './prepare-review';
import { seriesRows } from './series-rows';
import { stepDeps } from './step-deps';

/** What all lines of a run together did to one record. */
interface Net {
  readonly linkKey: string;
  readonly side: Side;
  readonly subject: string;
  readonly recordId: string | null;
  /** Null: it was not there. */
  readonly before: AppointmentContent | null;
  /** Null: it is not there any more. */
  readonly after: AppointmentContent | null;
  readonly fields: readonly ContentField[];
}

/** The journal's inverse: what was made is removed, what was changed is put back, what was removed is made again. */
export async function undoRows(
  desk: Desk,
  review: ReviewRecord,
): Promise<{ readonly rows: AsyncIterable<readonly NewRow[]>; readonly leftOut: readonly SkippedRow[] }> {
  const deps = await stepDeps(desk, null);
  const rows: NewRow[] = [];
  const leftOut: SkippedRow[] = [];
  for (const net of (await netOf(desk, review, leftOut)).values()) {
    if (net.before === null && net.after === null) continue;
    const link = await desk.store.read(net.linkKey);
    if (isTakenBack(net, link)) continue;
    const held = await whyNotAsked(desk, deps, net.side, link);
    const isSeries = net.side === 'calendar' && net.before === null && link !== null && formSeriesId(link) !== null;
    if (held === null && isSeries) {
      const series = await seriesRows(desk, link, 'undoCreate');
      rows.push(...series.rows);
      leftOut.push(...series.leftOut);
      continue;
    }
    const row = held === null ? await inverseRow(deps, net, link) : null;
    if (held !== null) leftOut.push(leftAlone(net, { reason: held.kind, problem: held }));
    else if (row === 'touched') leftOut.push(leftAlone(net, { reason: 'it was changed since' }));
    else if (row !== null) rows.push(row);
  }
  return { rows: oneBatch(rows), leftOut };
}

export async function* oneBatch(rows: readonly NewRow[]): AsyncGenerator<readonly NewRow[]> {
  yield rows;
}

/** `leftOut` gets the series that were taken back. */
async function netOf(
  desk: Desk,
  { runId, seq, account }: ReviewRecord,
  leftOut: SkippedRow[],
): Promise<ReadonlyMap<string, Net>> {
  const nets = new Map<string, Net>();
  for await (const lines of linesOf(desk, runId, seq)) {
    for (const line of lines) {
      const { action, outcome, linkKey, subject } = line;
      if (action === 'endSeries' && outcome === 'done') {
        leftOut.push({ what: 'appointment', id: linkKey, subject, reason: 'a series cannot be made again' });
      }
      if (line.account !== account || !mayHaveActed(line) || line.side === null) continue;
      const key = `${line.side} ${linkKey}`;
      const known = nets.get(key);
      const isMade = action === 'create' || action === 'adopt';
      nets.set(key, {
        linkKey,
        side: line.side,
        subject,
        recordId: line.recordId ?? known?.recordId ?? null,
        before: known === undefined ? (isMade ? null : line.before) : known.before,
        after: action === 'remove' ? null : line.after,
        fields: [...new Set([...(known?.fields ?? []), ...line.fields])],
      });
    }
  }
  return nets;
}

/** What was asked for may have acted without an answer: whether it did, the record itself says. */
function mayHaveActed(line: JournalLine): boolean {
  const { side, action, outcome } = line;
  return isUndoable(line) || (side !== null && outcome === 'asked' && action !== 'save' && action !== 'endSeries');
}

async function* linesOf(desk: Desk, runId: string | null, seq: number | null): AsyncGenerator<readonly JournalLine[]> {
  if (seq !== null) {
    const line = await desk.runs.journalLine(seq);
    if (line !== null) yield [line];
    return;
  }
  for (let after = 0; runId !== null; ) {
    const lines = await desk.runs.journalOf(runId, 500, after);
    if (lines.length > 0) yield lines;
    after = lines.at(-1)?.seq ?? after;
    if (lines.length < 500) return;
  }
}

/** It was made, and an undo has removed it already. */
function isTakenBack({ side, before, after }: Net, link: Link | null): boolean {
  const state = link?.[side];
  return before === null && after !== null && state?.kind === 'removed' && state.isInDoubt !== true;
}

/** Null: the side can be asked. Else what was done there stays, and can be undone when its account is back. */
async function whyNotAsked(desk: Desk, deps: StepDeps, side: Side, link: Link | null): Promise<Problem | null> {
  const connection =
    link !== null ? await deps.port(side, link) : side === 'helpdesk' ? await desk.helpdesk() : await desk.calendar();
  return isProblem(connection) ? connection : null;
}

function leftAlone(net: Net, why: Pick<SkippedRow, 'reason' | 'problem'>): SkippedRow {
  return { what: 'appointment', id: net.recordId ?? net.linkKey, subject: net.subject, ...why };
}

/** Null: there is nothing to take back any more. */
async function inverseRow(deps: StepDeps, net: Net, link: Link | null): Promise<NewRow | 'touched' | null> {
  const { side, before, after } = net;
  const state = link?.[side] ?? null;
  if (after === null) {
    if (before === null) return null;
    // It was never removed, or made again since, by whomever.
    if (state?.kind === 'made' || state?.kind === 'asked') return isSame(state, before) ? null : 'touched';
    // It may still be there: made again, it would be there twice.
    if (state?.kind === 'removed' && state.isInDoubt === true) return 'touched';
    return row(deps, net, link, { action: 'create', shown: before, expected: null, content: before, fields: [] });
  }
  // Asked for, and never made.
  if (net.recordId === null && state?.kind !== 'made') return null;
  if (before === null && state?.kind === 'removed' && net.recordId !== null) {
    // It was asked for, and no answer came: the record is looked at before it is asked for again.
    return row(deps, net, link, { action: 'remove', shown: after, expected: after, content: null, fields: [] });
  }
  if (link === null || state?.kind !== 'made' || (net.recordId ?? state.id) !== state.id) return 'touched';
  const port = await deps.port(side, link);
  const held = 'kind' in port ? after : port.normalise(after, state.content);
  if (before === null) {
    if (touchedFields(state.content, held, port).length > 0) return 'touched';
    const made = { ...net, recordId: state.id };
    return row(deps, made, link, { action: 'remove', shown: state.content, expected: held, content: null, fields: [] });
  }
  const fields = net.fields.filter((field) => differingFields(before, after).includes(field));
  const differing = differingFields(state.content, before);
  if (!fields.some((field) => differing.includes(field))) return null;
  if (touchedFields(state.content, held, port).some((field) => fields.includes(field))) return 'touched';
  return row(deps, net, link, { action: 'update', shown: before, expected: held, content: before, fields });
}

function isSame(state: LinkSide, content: AppointmentContent): boolean {
  return state.kind === 'made' && differingFields(state.content, content).length === 0;
}

/** What no answer of the side carries cannot have been touched as far as anybody knows. */
function touchedFields(
  content: AppointmentContent,
  expected: AppointmentContent,
  port: CalendarPort | object,
): readonly ContentField[] {
  return 'normalise' in port ? differingFields(content, expected) : [];
}

function row(
  { rules }: StepDeps,
  net: Net,
  link: Link | null,
  what: {
    readonly action: NewRow['action'];
    readonly shown: AppointmentContent;
    readonly expected: AppointmentContent | null;
    readonly content: AppointmentContent | null;
    readonly fields: readonly ContentField[];
  },
): NewRow {
  const { action, shown, expected, content, fields } = what;
  const why = { create: 'undoRemove', update: 'undoUpdate', remove: 'undoCreate' } as const;
  return {
    linkId: net.linkKey,
    action,
    side: net.side,
    subject: shown.subject,
    ...toInterval(shown.span, rules.zone),
    isAllDay: shown.span.kind === 'allDay',
    isRecurring: link !== null && link.occurrence !== null,
    why: why[action],
    isOutsideHours: false,
    inverse: { recordId: net.recordId, expected, content, fields, occurrence: link?.occurrence ?? null },
  };
}
