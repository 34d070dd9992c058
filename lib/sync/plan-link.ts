import type { AppointmentContent, Side } from '../domain/appointment';
import { type ContentField, differingFields, withFields } from '../domain/content-fields';
import { overlaps } from '../domain/intervals';
import { mergeContent } from '../domain/merge-content';
import { toInterval } from '../domain/span-interval';
import type { Link, LinkSide, MadeSide } from './link';
import type { SyncRules } from './rules';
import { contentFor, hiddenChanges } from './side-content';

/** Another integration made one of the two of the other, or people made both: neither is Docket's to take back. */
export function isForeignPair({ helpdesk, calendar, isJoined }: Link): boolean {
  return (
    isJoined === true || [helpdesk, calendar].some((side) => side.kind === 'made' && side.traits.foreignTwinId !== null)
  );
}

/** One step towards both sides telling the same story. */
export type LinkStep =
  | {
      readonly kind: 'create';
      readonly side: Side;
      readonly content: AppointmentContent;
      readonly basis: AppointmentContent | null;
    }
  /** An earlier request may have acted: look before asking again. */
  | { readonly kind: 'findOrCreate'; readonly side: Side }
  | {
      readonly kind: 'update';
      readonly side: Side;
      readonly fields: readonly ContentField[];
      readonly content: AppointmentContent;
      readonly basis: AppointmentContent;
    }
  | { readonly kind: 'remove'; readonly side: Side }
  /** The side's answer did not carry all of the record: it is read before anything is made of it. */
  | { readonly kind: 'read'; readonly side: Side }
  | { readonly kind: 'linkTwin'; readonly side: Side; readonly twinId: string }
  /** The request may have been repeated on its way, by the browser itself: one record stays. */
  | { readonly kind: 'removeCopies'; readonly side: Side }
  /** Nothing is to be sent: what both sides hold is what they agree on. */
  | { readonly kind: 'agree' }
  /** These fields wait for the agent. */
  | { readonly kind: 'conflict'; readonly fields: readonly ContentField[] }
  /** Gone from both sides, or from the only one: the link itself goes. */
  | { readonly kind: 'forget' };

/** The same for two steps that do the same, whatever they carry. */
export function stepName(step: LinkStep): string {
  return 'side' in step ? `${step.kind} ${step.side}` : step.kind;
}

type Creating = LinkStep & { kind: 'create' };

const sides: readonly Side[] = ['helpdesk', 'calendar'];

/** What is left to do for a link, the helpdesk first. Derived from what was observed, never stored. Empty: clean. */
export function planLink(link: Link, rules: SyncRules): readonly LinkStep[] {
  const steps = planRecords(link, rules);
  const withCopies = sides.filter((side) => mayHaveCopies(link[side]));
  if (withCopies.length === 0) return steps;
  // Copies hold what was sent: once their record is written or removed, nobody knows any more what they are copies of.
  return [...withCopies.map((side) => ({ kind: 'removeCopies', side }) as const), ...steps];
}

function mayHaveCopies(side: LinkSide): boolean {
  return side.kind === 'made' && side.copiesDueAtMs !== null;
}

function planRecords(link: Link, rules: SyncRules): readonly LinkStep[] {
  const { helpdesk, calendar } = link;
  if (helpdesk.kind === 'made' && calendar.kind === 'made') return bothMade(link, helpdesk, calendar, rules);
  const owed = sides.flatMap((side) => owedOn(link, side));
  if (owed.length > 0) return owed;
  if (helpdesk.kind === 'made') return oneSided(helpdesk, 'helpdesk', calendar, rules);
  if (calendar.kind === 'made') return oneSided(calendar, 'calendar', helpdesk, rules);
  return isDead(link) || sides.some((side) => isLeft(link[side])) ? [] : [{ kind: 'forget' }];
}

/** What was given to a colleague would be a new item if it came back. */
function isLeft(side: LinkSide): boolean {
  return side.kind === 'left' && side.isGivenAway === undefined;
}

/**
 * An occurrence that is gone and has no appointment. It stays known until its series is expanded the next time: the
 * tombstone that tells of it may be nothing but an id.
 */
export function isDead({ occurrence, helpdesk, calendar }: Link): boolean {
  return occurrence !== null && calendar.kind === 'gone' && helpdesk.kind !== 'made' && helpdesk.kind !== 'asked';
}

/** The form has made its series, of which it tells as long as there is any of it. */
export function isOfForm({ repeats }: Link): boolean {
  return repeats !== undefined;
}

/** What is owed whatever the rules of the sync are: answers that are out, and the sides of a save. */
function owedOn(link: Link, side: Side): readonly LinkStep[] {
  const state = link[side];
  if (state.kind === 'asked') return [{ kind: 'findOrCreate', side }];
  // Once a record of a save was deleted, the save is history: it is not made again on the other side.
  const isSave = link.wanted !== null && sides.every((one) => link[one].kind !== 'gone');
  if (!isSave || state.kind !== 'none' || link.wanted === null) return [];
  return [{ kind: 'create', side, content: link.wanted, basis: null }];
}

function bothMade(link: Link, helpdesk: MadeSide, calendar: MadeSide, rules: SyncRules): readonly LinkStep[] {
  const steps: LinkStep[] = [];
  // An instance of a series carries what its master says.
  if (!calendar.namesTwin && link.source === 'form' && link.occurrence === null) {
    steps.push({ kind: 'linkTwin', side: 'calendar', twinId: helpdesk.id });
  }
  if (!rules.twoWay) return steps;
  const unread = sides.filter((side) => isUnread(link[side]));
  if (unread.length > 0) return [...steps, ...unread.map((side) => ({ kind: 'read', side }) as const)];
  const shown = (content: AppointmentContent) => contentFor('helpdesk', content, rules);
  const merge = mergeContent(
    { seen: helpdesk.content, agreed: helpdesk.agreed, unkept: helpdesk.unkept },
    {
      seen: shown(calendar.content),
      agreed: calendar.agreed === null ? null : shown(calendar.agreed),
      alsoChanged: hiddenChanges(helpdesk, calendar, shown(calendar.content)),
    },
  );
  const decided = decide(link, merge.conflicts, rules);
  const updates = [
    update('helpdesk', { from: calendar, to: helpdesk }, [...merge.toFirst, ...decided.calendar], rules),
    update('calendar', { from: helpdesk, to: calendar }, [...merge.toSecond, ...decided.helpdesk], rules),
  ].filter((step) => step !== null);
  steps.push(...updates);
  if (!sameList(decided.open, link.conflict)) steps.push({ kind: 'conflict', fields: decided.open });
  const isSettled = updates.length === 0 && merge.toFirst.length + merge.toSecond.length + merge.conflicts.length === 0;
  if (isSettled && !isAgreed(helpdesk, calendar)) steps.push({ kind: 'agree' });
  return steps;
}

/** Conflicts by the rule of their field, else by the general one; `open`: those that wait for the agent. */
function decide(link: Link, conflicts: readonly ContentField[], rules: SyncRules) {
  const helpdesk: ContentField[] = [];
  const calendar: ContentField[] = [];
  const open: ContentField[] = [];
  for (const field of conflicts) {
    const rule = rules.fieldRules[field] ?? rules.conflictRule;
    const winner = rule === 'newest' ? newest(link) : rule;
    if (winner === 'helpdesk') helpdesk.push(field);
    else if (winner === 'calendar') calendar.push(field);
    else open.push(field);
  }
  return { helpdesk, calendar, open };
}

/** Which side changed last, as far as both say; without an answer the agent is asked. */
function newest({ helpdesk, calendar }: Link): Side | 'ask' {
  if (helpdesk.kind !== 'made' || calendar.kind !== 'made') return 'ask';
  if (helpdesk.changedAtMs === null || calendar.changedAtMs === null) return 'ask';
  return helpdesk.changedAtMs > calendar.changedAtMs ? 'helpdesk' : 'calendar';
}

function update(
  side: Side,
  { from, to }: { readonly from: MadeSide; readonly to: MadeSide },
  fields: readonly ContentField[],
  rules: SyncRules,
): LinkStep | null {
  if (fields.length === 0 || !rules.allowed[side].update) return null;
  const content = withFields(to.content, fields, contentFor(side, from.content, rules));
  const needed = differingFields(content, to.content);
  return needed.length === 0 ? null : { kind: 'update', side, fields: needed, content, basis: from.content };
}

function isAgreed(helpdesk: MadeSide, calendar: MadeSide): boolean {
  return (
    helpdesk.agreed !== null &&
    calendar.agreed !== null &&
    differingFields(helpdesk.content, helpdesk.agreed).length === 0 &&
    differingFields(calendar.content, calendar.agreed).length === 0
  );
}

/** One side holds a record; the other is empty, or its record is gone. */
function oneSided(here: MadeSide, side: Side, other: LinkSide, rules: SyncRules): readonly LinkStep[] {
  if (!rules.twoWay) return [];
  const step = other.kind === 'gone' ? afterDeletion(here, side, other, rules) : copy(here, side, other, rules);
  if (step === null || !rules.allowed[step.side][step.kind === 'create' ? 'create' : 'delete']) return [];
  // What was not read yet would be part of the copy, and may be the edit that outlives a deletion.
  return isUnread(here) ? [{ kind: 'read', side }] : [step];
}

function copy(here: MadeSide, side: Side, other: LinkSide, rules: SyncRules): Creating | null {
  if (other.kind !== 'none' || !isWanted(here, side, rules)) return null;
  const to = side === 'helpdesk' ? 'calendar' : 'helpdesk';
  return { kind: 'create', side: to, content: contentFor(to, here.content, rules), basis: here.content };
}

/** An edit outlives a deletion on the other side; an untouched record follows it. */
function afterDeletion(
  here: MadeSide,
  side: Side,
  other: LinkSide & { kind: 'gone' },
  rules: SyncRules,
): Creating | { readonly kind: 'remove'; readonly side: Side } {
  const to = side === 'helpdesk' ? 'calendar' : 'helpdesk';
  const shown = (content: AppointmentContent) => contentFor(to, content, rules);
  // Sides that never agreed tell no edit from an old difference: only equal ones go together.
  const isEdited =
    here.agreed === null
      ? differingFields(shown(here.content), other.content).length > 0
      : differingFields(here.content, here.agreed).length > 0;
  if (!isEdited) return { kind: 'remove', side };
  const content = shown(here.content);
  // What this side was never shown (a private subject, say) comes back as the deleted record had it.
  const kept =
    here.agreed === null || other.agreed === null
      ? content
      : withFields(other.agreed, differingFields(content, shown(here.agreed)), content);
  return { kind: 'create', side: to, content: kept, basis: here.content };
}

function isUnread(side: LinkSide): boolean {
  return side.kind === 'made' && side.unread !== undefined;
}

/** Whether the filters and the window let a record over to the other side. */
export function isWanted(record: MadeSide, side: Side, { filters, window, zone }: SyncRules): boolean {
  const { content, traits } = record;
  if (!overlaps(toInterval(content.span, zone), window)) return false;
  if (traits.foreignTwinId !== null) return false;
  if (filters.declined && traits.isDeclined) return false;
  if (filters.free && content.showAs === 'free') return false;
  if (filters.allDay && content.span.kind === 'allDay') return false;
  if (filters.private && content.isPrivate) return false;
  if (filters.tasks && traits.type === 'task') return false;
  return !(side === 'calendar' && filters.otherTypes && traits.type !== 'default');
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}
