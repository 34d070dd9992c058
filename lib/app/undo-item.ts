import { differingFields, withFields } from '../domain/content-fields';
import type { Problem } from '../domain/problem';
import type { ReviewItem } from '../storage/review-row';
import { accountKey } from '../storage/settings';
import { otherSide } from '../sync/fold-record';
import type { Link, LinkSide } from '../sync/link';
import { line, runStep, type StepDeps, type StepOutcome } from '../sync/run-step';
import type { Desk } from './desk';
import { takeBack } from './take-back';

/** Takes one thing back; null: done, else why it stays. Mails nobody, and the other side does not follow. */
export async function undoItem(desk: Desk, deps: StepDeps, item: ReviewItem): Promise<Problem | null> {
  const { inverse, side, action, linkId } = item;
  if (inverse === undefined) return null;
  const { recordId, expected, seriesEtag } = inverse;
  const held = await notAsked(desk, deps, item);
  if (held !== null) return held;
  if (action === 'remove') {
    if (recordId === null || expected === null) return null;
    return takeBack(desk, deps, linkId, { side, recordId, expected, seriesEtag });
  }
  return desk.withLock(`docket-save:${linkId}`, async () =>
    action === 'update' ? putBack(desk, deps, item) : makeAgain(desk, deps, item),
  );
}

/** The side was left, or its sign-in ended, since the list was made: the record stays, and "Activity" names it. */
async function notAsked(desk: Desk, deps: StepDeps, item: ReviewItem): Promise<Problem | null> {
  const { linkId, side, action, inverse } = item;
  const link = await desk.store.read(linkId);
  if (link === null) return null;
  const port = await deps.port(side, link);
  // Left and come back: until the next reading it is not known what stands there.
  const isLeft = link[side].kind === 'left';
  if (!('kind' in port) && !isLeft) return null;
  const problem: Problem = 'kind' in port ? port : { kind: 'changedMeanwhile', side };
  const entry = line(deps, link, side, action, { outcome: 'failed', problem, recordId: inverse?.recordId ?? null });
  await desk.store.append([entry]);
  return problem;
}

async function putBack(desk: Desk, deps: StepDeps, { inverse, side, linkId }: ReviewItem): Promise<Problem | null> {
  const link = await desk.store.read(linkId);
  const state = link?.[side];
  if (link === null || state?.kind !== 'made' || inverse?.content == null || inverse.expected === null) return null;
  const touched = differingFields(state.content, inverse.expected).some((field) => inverse.fields.includes(field));
  if (touched) {
    const problem: Problem = { kind: 'changedMeanwhile', side };
    const entry = line(deps, link, side, 'update', { outcome: 'skipped', problem, fields: inverse.fields });
    await desk.store.append([entry]);
    return problem;
  }
  const other = link[otherSide(side)];
  // The other side keeps what it holds: from now on both differ by agreement.
  const basis = other.kind === 'made' ? other.content : state.content;
  const content = withFields(state.content, inverse.fields, inverse.content);
  return problemOf(await runStep(deps, link, { kind: 'update', side, fields: inverse.fields, content, basis }));
}

async function makeAgain(desk: Desk, deps: StepDeps, item: ReviewItem): Promise<Problem | null> {
  const { side, inverse } = item;
  const link = (await desk.store.read(item.linkId)) ?? (await newLink(desk, deps, item));
  if (link === null || inverse?.content == null) return null;
  const state = link[side];
  if (state.kind === 'made') return null;
  if (state.kind === 'asked') return problemOf(await runStep(deps, link, { kind: 'findOrCreate', side }));
  const other = link[otherSide(side)];
  // A copy of something, whatever it is: only a save may mail.
  const basis = other.kind === 'made' ? other.content : inverse.content;
  return problemOf(await runStep(deps, link, { kind: 'create', side, content: inverse.content, basis }));
}

/** Its name follows from the old one: after a death in the middle the second try finds the first. */
async function newLink(desk: Desk, deps: StepDeps, { side, linkId, inverse }: ReviewItem): Promise<Link | null> {
  const { helpdesk, calendar } = await desk.readSettings();
  if (helpdesk === null || inverse?.content == null) return null;
  const key = `${linkId}.again`;
  const none: LinkSide = { kind: 'none', attempt: null };
  const link: Link = {
    key,
    account: accountKey(helpdesk),
    source: side,
    occurrence: null,
    calendarOf: calendar === null ? null : { email: calendar.email, calendarId: calendar.calendarId },
    ownerAgentId: helpdesk.agent.id,
    ticket: null,
    mail: 'nobody',
    subject: inverse.content.subject,
    startMs: 0,
    endMs: 0,
    createdAtMs: desk.now(),
    wanted: null,
    // The other side had its reasons to delete it: it is not made there too.
    helpdesk: side === 'helpdesk' ? none : { kind: 'removed' },
    calendar: side === 'calendar' ? none : { kind: 'removed' },
    conflict: [],
  };
  const entry = line(deps, link, side, 'create', { outcome: 'asked', after: inverse.content });
  await desk.store.insert(link, entry);
  return desk.store.read(key);
}

function problemOf(outcome: StepOutcome): Problem | null {
  return outcome.kind === 'failed' ? outcome.problem : null;
}
