import type { Side } from '../domain/appointment';
import { differingFields } from '../domain/content-fields';
import { filled, otherSide } from './fold-record';
import { forgetStranger } from './forget-stranger';
import { line } from './journal-line';
import type { Attempt, GoneRecord, Intent, Link, LinkSide, MadeSide } from './link';
import type { LinkStep } from './plan-link';
import type { CalendarPort, Creation, RemoteRecord } from './ports';
import { creationTimeMs } from './repeated-record';
import { mayHaveActed } from './retry';
import type { SyncRules } from './rules';
import type { StepDeps, StepOutcome } from './run-step';
import { settlingMs } from './settling';
import { writeFailure, writeIntent, writeLink } from './write-link';

/** Makes a side's record; where an earlier request may have made it, looks for that first. */
export async function create(
  deps: StepDeps,
  link: Link,
  step: LinkStep & { kind: 'create' | 'findOrCreate' },
): Promise<StepOutcome> {
  const { side } = step;
  const before = link[side];
  const port = await deps.port(side, link);
  if (before.kind === 'asked') return findOrCreate(deps, link, side, before, port);
  if (step.kind !== 'create') return { kind: 'stored', link };
  if ('kind' in port) return writeFailure(deps, link, side, { problem: port, action: 'create', acted: 'surelyNot' });
  const intent: Intent = { kind: 'write', content: step.content, basis: step.basis };
  return ask(deps, link, { side, port, intent, firstAskedAtMs: deps.now(), isRepeated: false });
}

async function findOrCreate(
  deps: StepDeps,
  link: Link,
  side: Side,
  before: LinkSide & { kind: 'asked' },
  port: Awaited<ReturnType<StepDeps['port']>>,
): Promise<StepOutcome> {
  const { intent, firstAskedAtMs } = before;
  if ('kind' in port) return writeFailure(deps, link, side, { problem: port, action: 'create', acted: 'perhaps' });
  const found = await port
    .findCreated(toCreation(link, side, intent, firstAskedAtMs))
    .catch((error: unknown) => deps.toProblem(error, side));
  if (found !== null && 'kind' in found) {
    return writeFailure(deps, link, side, { problem: found, action: 'create', acted: 'perhaps' });
  }
  if (found !== null) {
    await forgetStranger(deps.store, link, side, found.id);
    return keepCreated(deps, link, { side, port, record: found, action: 'adopt' });
  }
  const sinceSentMs = deps.now() - before.sentAtMs;
  // Less than nothing: the clock was set back, and tells nothing.
  if (port.findCopies !== null && sinceSentMs >= 0 && sinceSentMs < settlingMs) {
    const lookAgainAtMs = before.sentAtMs + settlingMs;
    return {
      kind: 'stored',
      link: await writeLink(deps, link, (now) => ({ ...now, [side]: { ...before, lookAgainAtMs } }), null),
    };
  }
  if (!isStillOwed(link, side, before, deps.rules)) {
    const never = neverMade(before, null);
    return { kind: 'stored', link: await writeLink(deps, link, (now) => ({ ...now, [side]: never }), null) };
  }
  return ask(deps, link, { side, port, intent, firstAskedAtMs, isRepeated: true });
}

/** What it was to be a copy of may be deleted, and copies forbidden since: nothing is made only to be taken back. */
function isStillOwed(link: Link, side: Side, asked: LinkSide & { kind: 'asked' }, rules: SyncRules): boolean {
  if (link[otherSide(side)].kind === 'gone') return false;
  return asked.intent.basis === null || (rules.twoWay && rules.allowed[side].create);
}

async function ask(
  deps: StepDeps,
  link: Link,
  request: {
    readonly side: Side;
    readonly port: CalendarPort;
    readonly intent: Intent;
    readonly firstAskedAtMs: number;
    readonly isRepeated: boolean;
  },
): Promise<StepOutcome> {
  const { side, port, intent, firstAskedAtMs, isRepeated } = request;
  const before = link[side];
  const attempt = 'attempt' in before ? before.attempt : null;
  const asked: LinkSide = {
    kind: 'asked',
    firstAskedAtMs,
    sentAtMs: deps.now(),
    intent,
    attempt,
    replaces: replacedBy(before),
  };
  const intended = await writeIntent(
    deps,
    link,
    side,
    (now) => ({ ...now, [side]: asked, ...(side === 'calendar' && placeOf(link)) }),
    line(deps, link, side, 'create', { outcome: 'asked', after: intent.content }),
  );
  if (intended === null) return { kind: 'stored', link: null };
  const answer = await port
    .create(toCreation(link, side, intent, firstAskedAtMs))
    .catch((error: unknown) => deps.toProblem(error, side));
  if ('kind' in answer) {
    const acted = isRepeated || mayHaveActed(answer) ? 'perhaps' : 'surelyNot';
    return writeFailure(deps, intended, side, { problem: answer, action: 'create', acted });
  }
  return keepCreated(deps, intended, {
    side,
    port,
    record: answer,
    action: isRepeated ? 'adopt' : answer.wasThere ? 'share' : 'create',
  });
}

/** Where the event is asked for; an occurrence that was deleted in its series comes back on its own. */
function placeOf({ calendarOf }: Link): Pick<Link, 'calendarOf' | 'occurrence'> {
  return { calendarOf, occurrence: null };
}

/** The deleted record in whose place one is asked for. */
function replacedBy(side: LinkSide): GoneRecord | undefined {
  return side.kind === 'asked' ? side.replaces : side.kind === 'gone' ? side : undefined;
}

/** Surely not made: what was there before is there again. */
export function neverMade(side: LinkSide, attempt: Attempt | null): LinkSide {
  const replaces = replacedBy(side);
  return replaces === undefined ? { kind: 'none', attempt } : { ...replaces, kind: 'gone', attempt };
}

export function toCreation(link: Link, side: Side, intent: Intent, attemptedAtMs: number): Creation {
  const { [side]: here, [otherSide(side)]: other } = link;
  const before = replacedBy(here);
  const isMissing = here.kind === 'none' && here.notThere !== undefined;
  return {
    creationKey: link.key,
    content: intent.content,
    ownerAgentId: link.ownerAgentId,
    ticket: link.ticket,
    // Only a save may mail; a copy made in the background mails nobody.
    mail: intent.basis === null ? link.mail : 'nobody',
    // The helpdesk's record is the first date; the others follow from the series. A copy made later is that date alone.
    ...(side === 'calendar' && intent.basis === null && link.repeats !== undefined && { repeats: link.repeats }),
    ...(side === 'calendar' && intent.basis === null && link.wantsMeet && { wantsMeet: true }),
    twinId: other.kind === 'made' ? other.id : null,
    // The agent's other profiles are to see that it is no copy of what they know, but stands in its place.
    again: before === undefined ? Number(isMissing) : (before.again ?? 0) + 1,
    attemptedAtMs,
  };
}

/** The answer of a creation: this side agrees to what it holds, the other to what was copied of it. */
export async function keepCreated(
  deps: StepDeps,
  link: Link,
  created: {
    readonly side: Side;
    readonly port: CalendarPort;
    readonly record: RemoteRecord;
    /**
     * `adopt`: it may be older than this request, and edited since. `share`: another profile of the agent has made it, of
     * what the other side held then.
     */
    readonly action: 'create' | 'adopt' | 'share';
  },
): Promise<StepOutcome> {
  const { side, port, record, action } = created;
  // What the sync makes is looked at by its next reading; a save has none.
  const copiesDueAtMs = port.findCopies === null || link.wanted === null ? null : deps.now() + settlingMs;
  const written = await writeLink(
    deps,
    link,
    (now) => {
      const here = now[side];
      if (here.kind === 'made') return now;
      const content = filled(record, here);
      const intent = here.kind === 'asked' ? here.intent : null;
      const sent = action !== 'create' && intent !== null ? port.normalise(intent.content, content) : content;
      const there = now[otherSide(side)];
      const basis = intent?.basis ?? null;
      // Whether somebody has edited it since, or it was made of an older version, nobody can tell: differences are asked.
      const isOther = action === 'share' && basis !== null && differingFields(content, sent).length > 0;
      const made = toMade(record, content, isOther ? null : sent);
      const madeAtMs = here.kind === 'asked' ? creationTimeMs(here, made, sent) : null;
      const other: LinkSide =
        there.kind === 'made' && basis !== null ? { ...there, agreed: isOther ? null : basis } : there;
      return {
        ...now,
        conflict: [],
        ownerAgentId: record.ownerAgentId ?? now.ownerAgentId,
        [side]: { ...made, copiesDueAtMs, madeAtMs },
        [otherSide(side)]: other,
      };
    },
    line(deps, link, side, action === 'create' ? 'create' : 'adopt', { recordId: record.id, after: record.content }),
  );
  return { kind: 'created', side, link: written };
}

function toMade(record: RemoteRecord, content: MadeSide['content'], agreed: MadeSide['agreed']): MadeSide {
  return {
    kind: 'made',
    id: record.id,
    etag: record.etag,
    content,
    agreed,
    intent: null,
    changedAtMs: record.changedAtMs,
    url: record.url,
    remark: record.remark,
    ...(record.meetUrl !== undefined && { meetUrl: record.meetUrl }),
    again: record.again,
    namesTwin: record.twinId !== null,
    copiesDueAtMs: null,
    madeAtMs: null,
    traits: record.traits,
    listed: 0,
    attempt: null,
  };
}
