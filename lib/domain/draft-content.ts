import type { AppointmentContent } from './appointment';
import type { Attendee } from './attendee';
import { dayNumber } from './calendar-day';
import type { Draft, DraftAttendee } from './draft';
import { emailKey, isEmail } from './email-address';
import { type RepeatProblem, repeatProblem, repeatRule } from './recurrence/repeat';
import { readMinute, spanFromFields, toInterval } from './span-interval';
import { isKnownZone } from './zone-clock';

/** Neither side documents a limit for the subject; beyond this no list of either shows it, and it is a mistake. */
export const maxSubjectLength = 1_000;
/** Google Calendar takes 200 guests on one event; more need a group address. */
export const maxAttendees = 200;

const firstDay = '1970-01-01';
const lastDay = '2199-12-31';

/** Why a draft cannot be saved yet. */
export type DraftProblem =
  | { readonly kind: 'noSubject' }
  | { readonly kind: 'subjectTooLong'; readonly length: number; readonly limit: number }
  | { readonly kind: 'noDate' }
  /** No such day, or a year that can only be half typed. */
  | { readonly kind: 'badDate'; readonly date: string }
  | { readonly kind: 'noStart' }
  | { readonly kind: 'noEnd' }
  /** Also when both are the same, or the clocks skip the time between them. */
  | { readonly kind: 'endBeforeStart' }
  | { readonly kind: 'badAttendee'; readonly email: string }
  | { readonly kind: 'tooManyAttendees'; readonly count: number; readonly limit: number }
  | { readonly kind: 'unknownZone'; readonly zone: string }
  | RepeatProblem;

/** Everything that keeps a draft from being saved, in the order of the form's fields; empty when nothing does. */
export function validateDraft(draft: Draft): readonly DraftProblem[] {
  return [...subjectProblems(draft), ...timeProblems(draft), ...attendeeProblems(draft)];
}

/** What a valid draft asks to be made: only ticked attendees, each address once. Throws when the draft has no time. */
export function draftContent(draft: Draft): AppointmentContent {
  const span = spanFromFields(draft);
  if (span === null) throw new RangeError('A draft without a date, a time or a known zone has no content');
  return {
    subject: oneLine(draft.subject),
    notes: draft.notes.replace(/\r\n?/g, '\n').trimEnd(),
    location: oneLine(draft.location),
    span,
    attendees: tickedOnce(draft.attendees).map(toAttendee),
    isPrivate: draft.isPrivate,
    showAs: draft.showAs,
  };
}

/** The `RRULE` lines of a valid draft; empty where it does not repeat. */
export function draftRepeats(draft: Draft): readonly string[] {
  return repeatRule(draft.repeat, draftContent(draft).span, draft.zone);
}

/** As a side would keep it: a subject has one line, and its length is counted in UTF-16 units as databases do. */
function oneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

function subjectProblems(draft: Draft): readonly DraftProblem[] {
  const { length } = oneLine(draft.subject);
  if (length === 0) return [{ kind: 'noSubject' }];
  return length > maxSubjectLength ? [{ kind: 'subjectTooLong', length, limit: maxSubjectLength }] : [];
}

function timeProblems(draft: Draft): readonly DraftProblem[] {
  const { date, zone } = draft;
  const problems: DraftProblem[] = [];
  if (date === '') problems.push({ kind: 'noDate' });
  else if (dayNumber(date) === null || date < firstDay || date > lastDay) problems.push({ kind: 'badDate', date });
  if (!draft.allDay && readMinute(draft.start) === null) problems.push({ kind: 'noStart' });
  if (!draft.allDay && readMinute(draft.end) === null) problems.push({ kind: 'noEnd' });
  if (!isKnownZone(zone)) problems.push({ kind: 'unknownZone', zone });
  if (problems.length === 0 && !endsAfterStart(draft)) problems.push({ kind: 'endBeforeStart' });
  const repeat = repeatProblem(draft.repeat, date);
  return repeat === null ? problems : [...problems, repeat];
}

/** Compared as instants: 02:30 to 03:15 has no length on the night when the clocks skip from 02:00 to 03:00. */
function endsAfterStart(draft: Draft): boolean {
  const span = spanFromFields(draft);
  if (span === null) return false;
  const { startMs, endMs } = toInterval(span, draft.zone);
  return startMs < endMs;
}

function attendeeProblems(draft: Draft): readonly DraftProblem[] {
  const ticked = tickedOnce(draft.attendees);
  const bad = ticked.filter(({ email }) => !isEmail(email.trim()));
  const problems: DraftProblem[] = bad.map(({ email }) => ({ kind: 'badAttendee', email }));
  if (ticked.length > maxAttendees) {
    problems.push({ kind: 'tooManyAttendees', count: ticked.length, limit: maxAttendees });
  }
  return problems;
}

function tickedOnce(attendees: readonly DraftAttendee[]): readonly DraftAttendee[] {
  const byEmail = new Map<string, DraftAttendee>();
  for (const attendee of attendees) {
    const key = emailKey(attendee.email);
    if (attendee.isTicked && !byEmail.has(key)) byEmail.set(key, attendee);
  }
  return [...byEmail.values()];
}

function toAttendee({ email, name, role, agentId }: DraftAttendee): Attendee {
  return { email: email.trim(), name, role, ...(agentId === undefined ? {} : { agentId }) };
}
