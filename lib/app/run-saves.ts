import type { Problem } from '../domain/problem';
import { accountKey } from '../storage/settings';
import type { Link, LinkSide } from '../sync/link';
import { type LinkStep, planLink, stepName } from '../sync/plan-link';
import type { SyncRules } from '../sync/rules';
import { agree, line, runStep, type StepDeps } from '../sync/run-step';
import { stepDueAtMs } from '../sync/step-due';
import type { Desk } from './desk';
import { stepDeps } from './step-deps';

/** Works on one link as far as it goes now. One worker at a time per link, whoever asks. */
export async function runSave(desk: Desk, linkId: string): Promise<Link | null> {
  return desk.withLock(`docket-save:${linkId}`, async () => {
    const deps = await stepDeps(desk, null);
    const link = await desk.store.read(linkId);
    return link === null ? null : runOwed(deps, link);
  });
}

/** Every owed step that is due, each planned anew after the one before, and each once. */
async function runOwed(deps: StepDeps, link: Link): Promise<Link | null> {
  const tried = new Set<string>();
  for (let current: Link | null = link; ; ) {
    if (current === null) return null;
    const now: Link = current;
    const step = owedSteps(now, deps.rules).find((one) => !tried.has(stepName(one)) && isDue(now, one, deps.now()));
    if (step === undefined) return now;
    tried.add(stepName(step));
    await runStep(deps, now, step);
    current = await deps.store.read(link.key);
  }
}

function isDue(link: Link, step: LinkStep, nowMs: number): boolean {
  const due = stepDueAtMs(link, step);
  return due !== null && due <= nowMs;
}

/** A copy that a run or an import has asked for and lost sight of is looked for by the next one, after its reading. */
function owedSteps(link: Link, rules: SyncRules): readonly LinkStep[] {
  return planLink(link, { ...rules, twoWay: false }).filter((step) => {
    const asked = step.kind === 'findOrCreate' ? link[step.side] : null;
    return asked?.kind !== 'asked' || asked.intent.basis === null;
  });
}

/** What of the account's work is owed to saves: the rest is the sync's. */
async function owed(desk: Desk): Promise<readonly { readonly link: Link; readonly dueMs: number | null }[]> {
  const { helpdesk } = await desk.readSettings();
  if (helpdesk === null) return [];
  const found: { link: Link; dueMs: number | null }[] = [];
  let after: string | undefined;
  for (;;) {
    const links: readonly Link[] = await desk.store.dirty(accountKey(helpdesk), 100, after);
    // Mostly there are none.
    if (links.length === 0) return found;
    const { rules } = await stepDeps(desk, null);
    for (const link of links) {
      const steps = owedSteps(link, rules);
      if (steps.length === 0 && !isStuck(link)) continue;
      const times = steps.map((step) => stepDueAtMs(link, step)).filter((time) => time !== null);
      found.push({ link, dueMs: times.length === 0 ? null : Math.min(...times) });
    }
    after = links.at(-1)?.key;
  }
}

/** A step of the sync that only the agent can help. */
function isStuck({ helpdesk, calendar }: Link): boolean {
  return [helpdesk, calendar].some((side) => 'attempt' in side && side.attempt?.retryAtMs === null);
}

/** Works on every save that is due; answers when the next one will be (epoch ms), or null, and which were worked on. */
export async function runDueSaves(
  desk: Desk,
): Promise<{ readonly nextMs: number | null; readonly worked: readonly string[] }> {
  const worked: string[] = [];
  for (const { link, dueMs } of await owed(desk)) {
    if (dueMs === null || dueMs > desk.now()) continue;
    await runSave(desk, link.key);
    worked.push(link.key);
  }
  const times = (await owed(desk)).flatMap(({ dueMs }) => dueMs ?? []);
  return { nextMs: times.length === 0 ? null : Math.min(...times), worked };
}

/** Links that wait or failed, for the popup. */
export async function owedLinks(desk: Desk): Promise<readonly Link[]> {
  return (await owed(desk)).map(({ link }) => link);
}

/**
 * Makes waiting links due at once: the agent pressed Retry, signed in again, or the network is back. The waits begin
 * anew: a network that has just come back often fails once more. Answers whether anything is owed at all.
 */
export async function hastenSaves(desk: Desk, wanted: (link: Link, problem: Problem) => boolean): Promise<boolean> {
  const found = await owed(desk);
  for (const { link } of found) {
    for (const side of ['helpdesk', 'calendar'] as const) {
      const state = link[side];
      if (!('attempt' in state) || state.attempt === null || !wanted(link, state.attempt.problem)) continue;
      await desk.store.change(
        link.key,
        (current) => {
          const now = current[side];
          if (!('attempt' in now) || now.attempt === null) return current;
          return { ...current, [side]: { ...now, attempt: { ...now.attempt, tries: 0, retryAtMs: desk.now() } } };
        },
        null,
      );
    }
  }
  return found.length > 0;
}

/** Stops trying: what was made stays, what was not made is not owed any more. */
export async function dropSave(desk: Desk, linkId: string): Promise<void> {
  await desk.withLock(`docket-save:${linkId}`, async () => {
    const deps = await stepDeps(desk, null);
    const link = await desk.store.read(linkId);
    if (link === null) return;
    await desk.store.change(
      linkId,
      (now) => {
        // What stands on both sides stays as it stands: the difference is given up, not the link.
        const { dirty: _dirty, ...rest } = isStuck(now) ? agree(now) : now;
        return { ...rest, wanted: null, helpdesk: dropped(now.helpdesk), calendar: dropped(now.calendar) };
      },
      line(deps, link, null, 'drop', {}),
    );
  });
  await desk.linkChanged(linkId);
}

function dropped(side: LinkSide): LinkSide {
  switch (side.kind) {
    case 'none':
    case 'asked':
      return { kind: 'dropped' };
    case 'made':
      // Nothing is written on it any more; the record itself stays.
      return { ...side, namesTwin: true, copiesDueAtMs: null, attempt: null };
    case 'gone':
    case 'named':
    case 'notConnected':
    case 'dropped':
    case 'left':
    case 'removed':
      return side;
  }
}
