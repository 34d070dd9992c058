import type { Side } from '../domain/appointment';
import { type ContentField, differingFields } from '../domain/content-fields';
import type { Problem } from '../domain/problem';
import { create } from './create-step';
import { filled, foldKnown, goneSide, otherSide } from './fold-record';
import { line, lineOfRead } from './journal-line';
import type { Link, LinkSide, MadeSide } from './link';
import { isDead, isOfForm, type LinkStep, planLink } from './plan-link';
import type { CalendarPort, RecordVersion, RemoteRecord } from './ports';
import { refused } from './refused-write';
import { removeCopies } from './remove-copies';
import { mayHaveActed } from './retry';
import type { SyncRules } from './rules';
import { agreedWith } from './settle';
import type { SyncStore } from './store';
import { writeFailure, writeIntent, writeLink } from './write-link';

export { line } from './journal-line';

export interface StepDeps {
  readonly store: SyncStore;
  readonly port: (side: Side, link: Link) => Promise<CalendarPort | Problem>;
  readonly now: () => number;
  /** 0 up to 1, for spreading retries. */
  readonly random: () => number;
  readonly toProblem: (error: unknown, side: Side) => Problem;
  readonly rules: SyncRules;
  readonly runId: string | null;
  /** Part or all of it falls outside the agent's working hours. */
  readonly isOutsideHours: (link: Link) => boolean;
  /** Called after every change of a link, so that pages can show it. */
  readonly onChange: (link: Link) => Promise<void>;
}

/** What a step came to, for the report, and the link as it stands; null when it is forgotten or somebody else's by now. */
export type StepOutcome = { readonly link: Link | null } & (
  | { readonly kind: 'created' | 'updated' | 'removed'; readonly side: Side }
  | { readonly kind: 'failed'; readonly side: Side; readonly problem: Problem }
  | { readonly kind: 'stored' }
);

/**
 * One step: transaction 1 writes the intent, then the request, transaction 2 writes the answer, link and journal.
 * Safe to stop at any await; never throws for what a server or the network does.
 */
export async function runStep(deps: StepDeps, link: Link, step: LinkStep): Promise<StepOutcome> {
  switch (step.kind) {
    case 'create':
    case 'findOrCreate':
      return create(deps, link, step);
    case 'update':
      return update(deps, link, step);
    case 'remove':
      return remove(deps, link, step.side);
    case 'read':
      return readWhole(deps, link, step.side);
    case 'linkTwin':
      return linkTwin(deps, link, step);
    case 'removeCopies':
      return removeCopies(deps, link, step);
    case 'agree':
      return {
        kind: 'stored',
        link: await writeLink(deps, link, (now) => (isStill('agree', now) ? agree(now) : now), null),
      };
    case 'conflict': {
      const entry = step.fields.length === 0 ? null : line(deps, link, null, 'conflict', { fields: step.fields });
      return { kind: 'stored', link: await writeLink(deps, link, (now) => ({ ...now, conflict: step.fields }), entry) };
    }
    case 'forget':
      return {
        kind: 'stored',
        link: await writeLink(deps, link, (now) => (isStill('forget', now) ? null : now), null),
      };
  }

  /** Asked inside the transaction: a save may have changed the link since it was planned. */
  function isStill(kind: LinkStep['kind'], now: Link): boolean {
    return planLink(now, deps.rules).some((one) => one.kind === kind);
  }
}

/** Both sides hold what they hold by agreement. */
export function agree(link: Link): Link {
  const agreed = (side: LinkSide): LinkSide =>
    side.kind === 'made' ? { ...side, agreed: side.content, intent: null } : side;
  return { ...link, helpdesk: agreed(link.helpdesk), calendar: agreed(link.calendar), conflict: [] };
}

async function update(deps: StepDeps, link: Link, step: LinkStep & { kind: 'update' }): Promise<StepOutcome> {
  const { side, fields, content, basis } = step;
  const before = link[side];
  if (before.kind !== 'made') return { kind: 'stored', link };
  const port = await deps.port(side, link);
  if ('kind' in port) return writeFailure(deps, link, side, { problem: port, action: 'update', acted: 'surelyNot' });
  const agreedBy = { side, fields, basis };
  // What the side cannot keep (a helpdesk's free or busy) is agreed without asking it.
  const kept = differingFields(port.normalise(content, before.content), before.content);
  if (!fields.some((field) => kept.includes(field))) {
    return { kind: 'stored', link: await writeLink(deps, link, (now) => agreedOn(now, agreedBy, null), null) };
  }
  const told = { fields, recordId: before.id, before: before.content };
  const intended = await writeIntent(
    deps,
    link,
    side,
    (now) => ({ ...now, [side]: { ...before, intent: { kind: 'write', content, basis } } }),
    line(deps, link, side, 'update', { ...told, outcome: 'asked', after: content }),
  );
  if (intended === null) return { kind: 'stored', link: null };
  const answer = await port
    .update(
      { ...versionOf(link, side, before), ...(fields.includes('span') && newMark(link, side, before)) },
      content,
      fields,
    )
    .catch((error: unknown) => deps.toProblem(error, side));
  if ('kind' in answer) {
    const acted = mayHaveActed(answer) ? 'perhaps' : 'surelyNot';
    return refused(deps, intended, { side, port, problem: answer, action: 'update', acted });
  }
  const written = await writeLink(
    deps,
    link,
    (now) => agreedOn(now, agreedBy, answer),
    line(deps, link, side, 'update', { ...told, after: answer.content }),
  );
  return { kind: 'updated', side, link: written };
}

function versionOf(link: Link, side: Side, { id, etag, content }: MadeSide): RecordVersion {
  const occurrence = side === 'calendar' ? link.occurrence : null;
  return { id, etag, occurrence, ownerAgentId: link.ownerAgentId, ...(etag === '' && { seen: content }) };
}

/**
 * The date of a series that was moved has another id than before, and by that an installation that is set up anew looks
 * for its copy. Written with the new time it costs no request.
 */
function newMark(link: Link, side: Side, { namesTwin, again }: MadeSide): Pick<RecordVersion, 'mark'> {
  const there = link[otherSide(side)];
  if (side === 'calendar' || link.occurrence === null || !namesTwin || there.kind !== 'made') return {};
  return { mark: { creationKey: link.key, twinId: there.id, again } };
}

/** After an update: the written fields are agreed on both sides, the others stand as they stood. */
function agreedOn(
  link: Link,
  {
    side,
    fields,
    basis,
  }: { readonly side: Side; readonly fields: readonly ContentField[]; readonly basis: MadeSide['content'] },
  answer: RemoteRecord | null,
): Link {
  const here = link[side];
  const there = link[otherSide(side)];
  if (here.kind !== 'made') return link;
  const content = answer === null ? here.content : filled(answer, here);
  const made: MadeSide = {
    ...here,
    ...(answer === null
      ? {}
      : { id: answer.id, etag: answer.etag, changedAtMs: answer.changedAtMs, remark: answer.remark }),
    content,
    // What the answer shows beside the written fields is somebody's edit of a moment ago: it is seen, not agreed.
    agreed: agreedWith(here.agreed, fields, content),
    intent: null,
    attempt: null,
  };
  const other: LinkSide = there.kind === 'made' ? { ...there, agreed: agreedWith(there.agreed, fields, basis) } : there;
  const conflict = link.conflict.filter((field) => !fields.includes(field));
  return { ...link, [side]: made, [otherSide(side)]: other, conflict };
}

async function remove(deps: StepDeps, link: Link, side: Side): Promise<StepOutcome> {
  const before = link[side];
  if (before.kind !== 'made') return { kind: 'stored', link };
  const port = await deps.port(side, link);
  if ('kind' in port) return writeFailure(deps, link, side, { problem: port, action: 'remove', acted: 'surelyNot' });
  const told = { recordId: before.id, before: before.content };
  const intended = await writeIntent(
    deps,
    link,
    side,
    (now) => ({ ...now, [side]: { ...before, intent: { kind: 'remove' } } }),
    line(deps, link, side, 'remove', { ...told, outcome: 'asked' }),
  );
  if (intended === null) return { kind: 'stored', link: null };
  const problem = await port.remove(versionOf(link, side, before)).then(
    () => null,
    (error: unknown) => deps.toProblem(error, side),
  );
  if (problem !== null) return refused(deps, intended, { side, port, problem, action: 'remove', acted: 'perhaps' });
  const written = await writeLink(
    deps,
    link,
    (now) => {
      const left: Link = { ...now, [side]: goneSide(before) };
      return left[otherSide(side)].kind === 'made' || (isDead(left) && (side === 'calendar' || isOfForm(left)))
        ? left
        : null;
    },
    line(deps, link, side, 'remove', told),
  );
  return { kind: 'removed', side, link: written };
}

/** Lists of some sides show only a part of a record: the rest is asked for before anything is made of it. */
async function readWhole(deps: StepDeps, link: Link, side: Side): Promise<StepOutcome> {
  const before = link[side];
  if (before.kind !== 'made') return { kind: 'stored', link };
  const port = await deps.port(side, link);
  const record =
    'kind' in port ? port : await port.read(before.id).catch((error: unknown) => deps.toProblem(error, side));
  // Absence alone proves nothing: what it means is the next listing's to say.
  const problem: Problem | null =
    record === null ? { kind: 'notFound', what: before.id } : 'kind' in record ? record : null;
  if (problem !== null || record === null || 'kind' in record || 'kind' in port) {
    const told = problem ?? { kind: 'notFound', what: before.id };
    return writeFailure(deps, link, side, { problem: told, action: 'unreadable', acted: 'surelyNot' });
  }
  const context = { side, rules: deps.rules, generation: 0, normalise: port.normalise.bind(port) };
  const entry = lineOfRead(deps, link, side, record);
  return { kind: 'stored', link: await writeLink(deps, link, (now) => foldKnown(now, record, context), entry) };
}

async function linkTwin(deps: StepDeps, link: Link, step: LinkStep & { kind: 'linkTwin' }): Promise<StepOutcome> {
  const { side, twinId } = step;
  const before = link[side];
  if (before.kind !== 'made') return { kind: 'stored', link };
  const port = await deps.port(side, link);
  if ('kind' in port) return writeFailure(deps, link, side, { problem: port, action: 'linkTwin', acted: 'surelyNot' });
  const context = { side, rules: deps.rules, generation: 0, normalise: port.normalise.bind(port) };
  const answer = await port
    .linkTwin(versionOf(link, side, before), twinId)
    .catch((error: unknown) => deps.toProblem(error, side));
  if (!('kind' in answer)) {
    const entry = line(deps, link, side, 'linkTwin', { recordId: before.id });
    return { kind: 'stored', link: await writeLink(deps, link, (now) => foldKnown(now, answer, context), entry) };
  }
  return refused(deps, link, { side, port, problem: answer, action: 'linkTwin', acted: 'surelyNot' });
}
