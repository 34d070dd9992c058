import { organizersVersion, passAnswerOn, updateCopies } from './attendee-copies';
import { exceptionsOf, type FoundEvent, saveRow } from './calendar-rows';
import type { EventAttendee, EventDetails, EventPerson, EventResource } from './event-schema';
import { isOriginalStart } from './expand-series';
import { GoogleApiError, refusals } from './google-error';
import {
  type AccessRole,
  type EventRow,
  type GoogleAccount,
  type GoogleCalendar,
  type GoogleWorld,
  hasRole,
  isMaster,
  sameAddress,
} from './google-state';
import { arrangeConference } from './meet-conference';
import { normaliseBody } from './normalise-body';
import { mailGuests, type SendUpdates } from './send-mail';
import { mixDetails, sameValue, sharesDiffer } from './shared-fields';

/** Who writes, where, and which optional parts of the body count. */
export interface Editor {
  readonly world: GoogleWorld;
  readonly calendar: GoogleCalendar;
  readonly account: GoogleAccount;
  readonly role: AccessRole;
  readonly sendUpdates: SendUpdates;
  readonly conferences: 'kept' | 'written';
  readonly attachments: 'kept' | 'written';
}

type Target = Exclude<FoundEvent, { kind: 'stub' }>;

/** Makes a new event. Throws what Google answers. */
export function insertEvent(
  editor: Editor,
  body: EventResource,
  identity: { readonly id: string; readonly iCalUID: string; readonly organizer?: EventPerson },
): EventRow {
  const { world, calendar, account } = editor;
  requireWriter(editor);
  if (isTaken(calendar, identity.id)) throw refusals.duplicate();
  const normal = normaliseBody(body, calendar.zone);
  if (normal.status === 'cancelled') throw refusals.badField('Invalid status.');
  const { stored, answered } = withParts(editor, normal.details, {});
  const row = saveRow(world, calendar, {
    ...identity,
    createdMs: world.now(),
    status: normal.status,
    sequence: body.sequence ?? 0,
    creator: { email: account.email },
    organizer: identity.organizer ?? ownerOf(calendar),
    start: normal.start,
    end: normal.end,
    details: stored,
  });
  // An import may bring somebody else's event: a copy, from which nobody is invited.
  if (isOrganizer(editor, row)) finish(editor, null, row);
  return { ...row, details: answered };
}

/** Gives an event, an exception or an untouched instance a complete new content. Throws what Google answers. */
export function changeEvent(editor: Editor, target: Target, body: EventResource): EventRow {
  requireWriter(editor);
  const before = target.row;
  const normal = normaliseBody(withAllAttendees(before, body), editor.calendar.zone);
  if (body.sequence !== undefined && body.sequence < before.sequence)
    throw refusals.badField('Invalid sequence value.');
  if (normal.details.eventType !== before.details.eventType) {
    throw new GoogleApiError(400, 'eventTypeRestriction', 'Event type cannot be changed.', { domain: 'calendar' });
  }
  if (before.occurrence !== undefined && normal.details.recurrence !== undefined) {
    throw refusals.badField('Recurrence is not allowed on an instance.');
  }
  if (normal.status === 'cancelled' && before.status !== 'cancelled') return removeEvent(editor, target);

  const { stored, answered } = withParts(editor, withImmutables(normal.details, before.details), before.details);
  const moved =
    !sameValue(normal.start, before.start) ||
    !sameValue(normal.end, before.end) ||
    !sameValue(stored.recurrence, before.details.recurrence);
  const { version, ...kept } = before;
  const draft = {
    ...kept,
    start: normal.start,
    end: normal.end,
    status: normal.status,
    sequence: Math.max(body.sequence ?? 0, before.sequence + (moved ? 1 : 0)),
    details: stored,
  };
  if (!isOrganizer(editor, before)) return changeCopy(editor, before, draft);
  const row = saveVersion(editor, before, draft);
  finish(editor, before, row);
  return { ...row, details: answered };
}

/** Deletes an event or takes one occurrence out of its series; a guest declines by it. Throws what Google answers. */
export function removeEvent(editor: Editor, target: Target): EventRow {
  requireWriter(editor);
  const before = target.row;
  if (before.status === 'cancelled') throw refusals.alreadyDeleted();
  const { version, ...draft } = before;
  const row = saveRow(editor.world, editor.calendar, { ...draft, status: 'cancelled' });
  if (!isOrganizer(editor, before)) {
    for (const exception of exceptionsOf(editor.calendar, row.id)) {
      saveRow(editor.world, editor.calendar, { ...exception, status: 'cancelled' });
    }
    passAnswerOn(editor.world, before, editor.calendar.id, { responseStatus: 'declined' });
    return row;
  }
  finish(editor, before, row);
  return row;
}

function requireWriter(editor: Editor): void {
  if (!hasRole(editor.role, 'writerWithoutPrivateAccess')) throw refusals.needsWriter();
}

/** Deleted ids stay taken. */
function isTaken(calendar: GoogleCalendar, id: string): boolean {
  return calendar.events.has(id) || calendar.stubs.has(id) || calendar.retiredIds.has(id);
}

function isOrganizer(editor: Editor, row: EventRow): boolean {
  return sameAddress(row.organizer.email, editor.calendar.id);
}

function ownerOf(calendar: GoogleCalendar): EventPerson {
  const isOwnName = calendar.summary === calendar.id;
  return isOwnName ? { email: calendar.id } : { email: calendar.id, displayName: calendar.summary };
}

/** Reminders are each reader's own: changing them leaves `updated` as it was, but not the etag. */
function saveVersion(editor: Editor, before: EventRow, draft: Omit<EventRow, 'version'>): EventRow {
  const row = saveRow(editor.world, editor.calendar, draft);
  const { reminders: oldReminders, ...oldDetails } = before.details;
  const { reminders, ...details } = draft.details;
  const { version, ...rest } = before;
  if (!sameValue({ ...rest, details: oldDetails }, { ...draft, details })) return row;
  const unmoved = { ...row, version: { ...row.version, updatedMs: before.version.updatedMs } };
  editor.calendar.events.set(row.id, unmoved);
  return unmoved;
}

/** A guest's copy: own reminders, colour, answer; what is shared belongs to the organizer. */
function changeCopy(editor: Editor, before: EventRow, draft: Omit<EventRow, 'version'>): EventRow {
  const self = editor.calendar.id;
  const wanted: EventRow = { ...draft, version: before.version };
  if (before.status === 'cancelled') throw refusals.notOrganizer();
  if (sharesDiffer(before, wanted, self)) {
    const organizers = before.details.guestsCanModify === true ? organizersVersion(editor.world, before) : null;
    if (organizers === null) throw refusals.notOrganizer();
    const { version, ...kept } = organizers.row;
    const { start, end, sequence } = draft;
    const details = mixDetails(draft.details, kept.details);
    const saved = saveRow(editor.world, organizers.calendar, { ...kept, start, end, sequence, details });
    finish({ ...editor, calendar: organizers.calendar }, organizers.row, saved);
  }
  const answer = draft.details.attendees?.find((attendee) => sameAddress(attendee.email, self));
  const current = editor.calendar.events.get(before.id) ?? before;
  const attendees = current.details.attendees?.map((attendee) =>
    sameAddress(attendee.email, self) && answer !== undefined ? { ...attendee, ...answer } : attendee,
  );
  const shared = attendees === undefined ? current.details : { ...current.details, attendees };
  const { version, ...kept } = current;
  const row = saveVersion(editor, current, { ...kept, details: mixDetails(shared, draft.details) });
  if (answer !== undefined && sharesDiffer(before, row)) passAnswerOn(editor.world, row, self, answer);
  return editor.calendar.events.get(row.id) ?? row;
}

/** Exceptions, guests' copies and mails that follow from a write to the organizer's version. */
function finish(editor: Editor, before: EventRow | null, after: EventRow): void {
  updateCopies(editor.world, editor.calendar, after);
  if (before !== null && isMaster(before)) carryToExceptions(editor, before, after);
  mailGuests(editor, before, after);
}

/** An exception keeps what it overrides and follows its master in the rest; one whose date is no longer a date is lost. */
export function carryToExceptions(editor: Pick<Editor, 'world' | 'calendar'>, before: EventRow, after: EventRow): void {
  for (const exception of exceptionsOf(editor.calendar, after.id)) {
    const { version, ...draft } = exception;
    const original = exception.occurrence?.original;
    const isLost = after.status === 'cancelled' || original === undefined || !isOriginalStart(after, original);
    const next: Omit<EventRow, 'version'> = isLost
      ? { ...draft, status: 'cancelled' }
      : { ...draft, details: inherit(exception.details, before.details, after.details) };
    const wasLost = exception.status === 'cancelled' && original !== undefined && !isOriginalStart(before, original);
    if (isLost ? wasLost : sameValue(next, draft)) continue;
    updateCopies(editor.world, editor.calendar, saveRow(editor.world, editor.calendar, next));
  }
}

function inherit(own: EventDetails, before: EventDetails, after: EventDetails): EventDetails {
  const next: Record<string, unknown> = { ...own };
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof EventDetails>;
  names.delete('recurrence');
  for (const name of names) {
    if (!sameValue(own[name], before[name])) continue;
    if (after[name] === undefined) delete next[name];
    else next[name] = after[name];
  }
  return next;
}

/** Whether it is a private copy is decided once (Event.privateCopy). */
function withImmutables(details: EventDetails, before: EventDetails): EventDetails {
  const { privateCopy, ...rest } = details;
  return before.privateCopy === undefined ? rest : { ...rest, privateCopy: before.privateCopy };
}

/** `attendeesOmitted`: the body names only the guest whose answer changes. */
function withAllAttendees(before: EventRow, body: EventResource): EventResource {
  if (body.attendeesOmitted !== true) return body;
  const named = new Map((body.attendees ?? []).map((attendee) => [attendee.email?.toLowerCase(), attendee]));
  const attendees: EventAttendee[] = (before.details.attendees ?? []).map((attendee) => ({
    ...attendee,
    ...named.get(attendee.email?.toLowerCase()),
  }));
  return { ...body, attendees };
}

/** Conferences and attachments of a body count only when the request says that the client knows them. */
function withParts(
  editor: Editor,
  details: EventDetails,
  before: EventDetails,
): { readonly stored: EventDetails; readonly answered: EventDetails } {
  const { conferenceData, attachments, ...rest } = details;
  const files = editor.attachments === 'written' ? attachments : before.attachments;
  const kept = files === undefined ? rest : { ...rest, attachments: files };
  const { stored, answered } =
    editor.conferences === 'written'
      ? arrangeConference(editor.world, conferenceData, before.conferenceData)
      : { stored: before.conferenceData, answered: before.conferenceData };
  return {
    stored: stored === undefined ? kept : { ...kept, conferenceData: stored },
    answered: answered === undefined ? kept : { ...kept, conferenceData: answered },
  };
}
