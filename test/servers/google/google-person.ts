import { exceptionsOf, type FoundEvent, familyId, familyOf, findEvent, instanceId, saveRow } from './calendar-rows';
import { chooseIds } from './event-ids';
import { type EventResource, eventResource, type ResponseStatus } from './event-schema';
import { type EventTime, instant, occurrenceKey } from './event-time';
import { continueAfter, countBefore, endBefore } from './expand-series';
import {
  type EventRow,
  findCalendar,
  type GoogleCalendar,
  type GoogleWorld,
  isMaster,
  key,
  recurrenceOf,
  roleOn,
  sameAddress,
} from './google-state';
import { mergePatch } from './merge-patch';
import { renderEvent, type Viewer } from './render-event';
import type { SendUpdates } from './send-mail';
import { sameValue } from './shared-fields';
import { carryToExceptions, changeEvent, type Editor, insertEvent, removeEvent } from './write-event';

export interface PersonOptions {
  /** Usually the primary calendar. */
  readonly calendarId?: string;
  /** What is answered to "Send update e-mails?"; usually no. */
  readonly notify?: SendUpdates;
  /** What is answered to "Edit recurring event"; usually this event. */
  readonly scope?: 'this' | 'thisAndFollowing' | 'all';
}

/** Somebody who works in Google Calendar's own pages. */
export interface GooglePerson {
  /** An id may be given, so that a test can name it. */
  createEvent(body: EventResource, options?: PersonOptions): EventResource;
  /** Changes fields; null removes one. */
  updateEvent(id: string, changes: Readonly<Record<string, unknown>>, options?: PersonOptions): EventResource;
  deleteEvent(id: string, options?: PersonOptions): void;
  respond(id: string, answer: ResponseStatus, options?: PersonOptions): EventResource;
  /** What the person sees of an event; null when there is none. */
  seeEvent(id: string, options?: PersonOptions): EventResource | null;
}

type Target = Exclude<FoundEvent, { kind: 'stub' }>;

export function createPerson(world: GoogleWorld, email: string): GooglePerson {
  const account = world.state.accounts.get(key(email));
  if (account === undefined) throw new Error(`The Google server has no account ${email}`);

  const editorOf = (options: PersonOptions = {}): Editor => {
    const calendar = findCalendar(world.state, options.calendarId ?? email);
    const role = calendar === undefined ? null : roleOn(calendar, email);
    if (calendar === undefined || role === null) throw new Error(`${email} has no calendar ${options.calendarId}`);
    const sendUpdates = options.notify ?? 'none';
    return { world, calendar, account, role, sendUpdates, conferences: 'written', attachments: 'written' };
  };

  const person: GooglePerson = {
    createEvent(body, options) {
      const editor = editorOf(options);
      const { id, ...rest } = body;
      return show(editor, insertEvent(editor, rest, chooseIds(world, { id, iCalUID: rest.iCalUID })));
    },
    updateEvent(id, changes, options) {
      const editor = editorOf(options);
      const target = findTarget(editor.calendar, id);
      switch (options?.scope ?? 'this') {
        case 'this':
          return show(editor, change(editor, target, changes));
        case 'thisAndFollowing':
          return show(editor, split(editor, target, changes));
        case 'all':
          return show(editor, changeAll(editor, target, changes));
      }
    },
    deleteEvent(id, options) {
      const editor = editorOf(options);
      const target = findTarget(editor.calendar, id);
      switch (options?.scope ?? 'this') {
        case 'this':
          removeEvent(editor, target);
          return;
        case 'thisAndFollowing':
          if (isFirst(editor.calendar, target)) removeAll(editor, target);
          else cut(editor, masterOf(editor.calendar, target), originalOf(target));
          return;
        case 'all':
          removeAll(editor, target);
      }
    },
    respond(id, answer, options) {
      const editor = editorOf(options);
      const target = findTarget(editor.calendar, id);
      const attendees = (target.row.details.attendees ?? []).map((attendee) =>
        sameAddress(attendee.email, editor.calendar.id) ? { ...attendee, responseStatus: answer } : attendee,
      );
      return show(editor, change(editor, target, { attendees }));
    },
    seeEvent(id, options) {
      const editor = editorOf(options);
      const found = findEvent(editor.calendar, id);
      return found === null || found.kind === 'stub' ? null : show(editor, found.row);
    },
  };
  return person;
}

function change(editor: Editor, target: Target, changes: Readonly<Record<string, unknown>>): EventRow {
  const merged = mergePatch(renderEvent(target.row, ownerView(editor)), changes);
  return changeEvent(editor, target, eventResource.parse(merged));
}

/** "This and following": the old series ends the day before, a new master goes on (recorded in Google's own pages). */
function split(editor: Editor, target: Target, changes: Readonly<Record<string, unknown>>): EventRow {
  if (isFirst(editor.calendar, target)) return changeAll(editor, target, changes);
  const master = masterOf(editor.calendar, target);
  const original = originalOf(target);
  const used = countBefore(master, original);
  cut(editor, master, original);
  const merged = eventResource.parse(mergePatch(renderEvent(target.row, ownerView(editor)), changes));
  const { id, iCalUID, sequence, recurringEventId, originalStartTime, ...body } = merged;
  const recurrence = body.recurrence ?? [...continueAfter(recurrenceOf(master), used)];
  const isMoved = !sameValue(body.start, renderEvent(target.row, ownerView(editor)).start);
  const nextId = `${familyId(master.id)}_R${occurrenceKey(original).replace('Z', '')}`;
  // Only a part that starts as before keeps the family's id; a moved one is a series of its own.
  const ids = isMoved ? chooseIds(editor.world, {}) : { id: nextId, iCalUID: `${nextId}@google.com` };
  return insertEvent(editor, { ...body, recurrence }, { ...ids, organizer: master.organizer });
}

/** Ends a series before an occurrence; exceptions from there on are lost. */
function cut(editor: Editor, master: EventRow, original: EventTime): void {
  const { version, ...draft } = master;
  const recurrence = [...endBefore(recurrenceOf(master), original)];
  const row = saveRow(editor.world, editor.calendar, { ...draft, details: { ...draft.details, recurrence } });
  carryToExceptions(editor, master, row);
}

/** "All events": every part of a split series, and what its exceptions had of their own in the changed fields. */
function changeAll(editor: Editor, target: Target, changes: Readonly<Record<string, unknown>>): EventRow {
  const master = masterOf(editor.calendar, target);
  for (const part of familyOf(editor.calendar, familyId(master.id))) {
    if (part.status === 'cancelled') continue;
    change(editor, { kind: 'row', row: part }, changes);
    for (const exception of exceptionsOf(editor.calendar, part.id)) {
      if (exception.status === 'cancelled') continue;
      const { start, end, recurrence, ...plain } = changes;
      change(editor, { kind: 'row', row: exception }, plain);
    }
  }
  return editor.calendar.events.get(master.id) ?? master;
}

function removeAll(editor: Editor, target: Target): void {
  const master = masterOf(editor.calendar, target);
  for (const row of familyOf(editor.calendar, familyId(master.id))) {
    if (row.status !== 'cancelled') removeEvent(editor, { kind: 'row', row });
  }
}

function findTarget(calendar: GoogleCalendar, id: string): Target {
  const found = findEvent(calendar, id);
  if (found === null || found.kind === 'stub') throw new Error(`${calendar.id} has no event ${id}`);
  return found;
}

function masterOf(calendar: GoogleCalendar, target: Target): EventRow {
  const master = isMaster(target.row) ? target.row : calendar.events.get(target.row.occurrence?.masterId ?? '');
  if (master === undefined) throw new Error(`${target.row.id} is not part of a series`);
  return master;
}

function originalOf(target: Target): EventTime {
  return target.row.occurrence?.original ?? target.row.start;
}

function isFirst(calendar: GoogleCalendar, target: Target): boolean {
  const master = masterOf(calendar, target);
  return instanceId(master, master.start) === target.row.id || instant(originalOf(target)) <= instant(master.start);
}

function ownerView(editor: Editor): Viewer {
  const { calendar } = editor;
  return { calendar, role: 'owner', zone: calendar.zone, maxAttendees: null, tombstones: 'full' };
}

function show(editor: Editor, row: EventRow): EventResource {
  return renderEvent(row, ownerView(editor));
}
