import { type ApiAnswer, type ApiCall, checkIfMatch, openCalendar } from './api-call';
import { defaultReminders } from './calendar-list';
import { type FoundEvent, findEvent } from './calendar-rows';
import { chooseIds } from './event-ids';
import { type EventResource, eventResource } from './event-schema';
import { fitsOwnRule } from './expand-series';
import { refusals, violate } from './google-error';
import { type EventRow, type GoogleCalendar, isMaster } from './google-state';
import { changedSince, checkOrderBy, forbiddenWithSyncToken, listAll, listInstances } from './list-events';
import { checkConference } from './meet-conference';
import { mergePatch, withoutNulls } from './merge-patch';
import { normaliseBody } from './normalise-body';
import type { Page, Pages } from './pages';
import { renderEvent, renderStub, type Viewer } from './render-event';
import { type SendUpdates, sendUpdatesChoices } from './send-mail';
import type { SyncTokens } from './sync-tokens';
import { changeEvent, type Editor, insertEvent, removeEvent } from './write-event';

const limits = { usual: 250, most: 2500 };

/** The `events` methods of the Calendar API. Each throws what Google refuses. */
export interface EventsEndpoints {
  list(call: ApiCall): ApiAnswer;
  instances(call: ApiCall): ApiAnswer;
  get(call: ApiCall): ApiAnswer;
  insert(call: ApiCall): ApiAnswer;
  import(call: ApiCall): ApiAnswer;
  update(call: ApiCall): ApiAnswer;
  patch(call: ApiCall): ApiAnswer;
  delete(call: ApiCall): ApiAnswer;
}

export function createEventsEndpoints(pages: Pages<EventResource>, syncTokens: SyncTokens): EventsEndpoints {
  return {
    list(call) {
      const viewer = viewerOf(call, call.query.flag('showDeleted') ? 'full' : 'bare');
      const { world, query, account } = call;
      checkOrderBy(world, query);
      const token = query.text('syncToken');
      if (token !== null) {
        const forbidden = forbiddenWithSyncToken.find((name) => query.has(name));
        if (forbidden !== undefined) throw violate(world, `"${forbidden}" cannot be used with a sync token`, forbidden);
        if (query.text('showDeleted') === 'false') {
          throw violate(world, 'showDeleted cannot be false with a sync token', 'showDeleted');
        }
      }
      const start = () => {
        const owner = { calendarId: viewer.calendar.id, email: account.email, query };
        const items =
          token === null
            ? listAll(viewer, query, world.now())
            : changedSince(viewer, query, syncTokens.read(token, owner), call.world.lastChange());
        return { items, nextSyncToken: syncTokens.give(owner) };
      };
      return events(call, viewer, pages.take(query, `${viewer.calendar.id} events`, start, limits));
    },

    instances(call) {
      const viewer = viewerOf(call, 'full');
      const master = foundRow(viewer, call.path['eventId'] ?? '');
      if (!isMaster(master)) throw refusals.notFound();
      const start = () => ({
        items: listInstances(viewer, master, call.query, call.world.now()),
        nextSyncToken: null,
      });
      return events(call, viewer, pages.take(call.query, `${master.id} instances`, start, limits));
    },

    get(call) {
      const viewer = viewerOf(call, 'full');
      const found = findEvent(viewer.calendar, call.path['eventId'] ?? '');
      if (found === null) throw refusals.notFound();
      const etag = found.kind === 'stub' ? found.stub.version.etag : found.row.version.etag;
      if (call.headers.get('if-none-match') === etag) return { kind: 'notModified', etag };
      const body = found.kind === 'stub' ? renderStub(found.stub, viewer) : renderEvent(found.row, viewer);
      return { kind: 'json', body, etag };
    },

    insert(call) {
      const body = readBody(call, call.body);
      checkNewType(call, body);
      checkStartOfSeries(call, body);
      checkConference(editorOf(call), body);
      return written(call, insertEvent(editorOf(call), body, chooseIds(call.world, body)));
    },

    import(call) {
      const body = readBody(call, call.body);
      if (body.iCalUID === undefined) throw refusals.required('Missing iCalUID.');
      if ((body.eventType ?? 'default') !== 'default') throw refusals.badField('Only default events can be imported.');
      const { id, iCalUID } = chooseIds(call.world, { iCalUID: body.iCalUID });
      const organizer = body.organizer === undefined ? {} : { organizer: body.organizer };
      return written(call, insertEvent(editorOf(call), body, { id, iCalUID, ...organizer }));
    },

    update(call) {
      const editor = editorOf(call);
      const target = foundTarget(viewerOf(call, 'full'), call.path['eventId'] ?? '');
      const body = readBody(call, call.body);
      if (body.id !== undefined && body.id !== target.row.id) throw refusals.badField('Invalid resource id value.');
      checkIfMatch(call, target.row.version.etag);
      return written(call, changeEvent(editor, target, { eventType: target.row.details.eventType, ...body }));
    },

    patch(call) {
      const editor = editorOf(call);
      const viewer: Viewer = { ...viewerOf(call, 'full'), role: 'owner', maxAttendees: null };
      const target = foundTarget(viewer, call.path['eventId'] ?? '');
      checkPatch(call);
      checkIfMatch(call, target.row.version.etag);
      const merged = mergePatch(renderEvent(target.row, viewer), call.body);
      return written(call, changeEvent(editor, target, readBody(call, merged)));
    },

    delete(call) {
      const editor = editorOf(call);
      const found = findEvent(editor.calendar, call.path['eventId'] ?? '');
      if (found === null) throw refusals.notFound();
      if (found.kind === 'stub') throw refusals.alreadyDeleted();
      checkIfMatch(call, found.row.version.etag);
      removeEvent(editor, found);
      return { kind: 'noContent' };
    },
  };
}

function viewerOf(call: ApiCall, tombstones: Viewer['tombstones']): Viewer {
  const { calendar, role } = openCalendar(call);
  const zone = call.query.text('timeZone') ?? calendar.zone;
  const maxAttendees = call.query.has('maxAttendees') ? call.query.count('maxAttendees', 0) : null;
  return { calendar, role, zone, maxAttendees, tombstones };
}

function editorOf(call: ApiCall): Editor {
  const { query, world, account } = call;
  const sendUpdates: SendUpdates = sendUpdatesChoices.find((choice) => choice === query.text('sendUpdates')) ?? 'none';
  return {
    ...openCalendar(call),
    world,
    account,
    sendUpdates,
    conferences: query.count('conferenceDataVersion', 0) === 1 ? 'written' : 'kept',
    attachments: query.flag('supportsAttachments') ? 'written' : 'kept',
  };
}

/** The part of an answer that all listings of events share. */
function events(call: ApiCall, viewer: Viewer, page: Page<EventResource>): ApiAnswer {
  const { calendar, role } = viewer;
  const body = {
    kind: 'calendar#events',
    etag: `"p${call.world.lastChange()}"`,
    summary: calendar.summary,
    description: calendar.description ?? '',
    updated: new Date(updatedMsOf(calendar, call.world.lastChange())).toISOString(),
    timeZone: calendar.zone,
    accessRole: role,
    defaultReminders: calendar.id === call.account.email ? defaultReminders : [],
    ...page,
  };
  return { kind: 'json', body };
}

/** Walks its events only where something was written since: every change list asks for this. */
function updatedMsOf(calendar: GoogleCalendar, change: number): number {
  if (calendar.newest.change !== change) {
    let updatedMs = 0;
    for (const { version } of calendar.events.values()) updatedMs = Math.max(updatedMs, version.updatedMs);
    calendar.newest = { change, updatedMs };
  }
  return calendar.newest.updatedMs;
}

function written(call: ApiCall, row: EventRow): ApiAnswer {
  return { kind: 'json', body: renderEvent(row, viewerOf(call, 'full')), etag: row.version.etag };
}

function foundTarget(viewer: Viewer, id: string): Exclude<FoundEvent, { kind: 'stub' }> {
  const found = findEvent(viewer.calendar, id);
  if (found === null || found.kind === 'stub') throw refusals.notFound();
  return found;
}

function foundRow(viewer: Viewer, id: string): EventRow {
  return foundTarget(viewer, id).row;
}

function checkNewType(call: ApiCall, body: EventResource): void {
  const type = body.eventType ?? 'default';
  if (type === 'default') return;
  if (type === 'fromGmail') throw refusals.badField('Events of this type cannot be created.');
  if (openCalendar(call).calendar.id !== call.account.email) {
    throw refusals.badField('Events of this type stand on primary calendars only.');
  }
}

/** What calendars make of a series whose start its own rule does not name is undefined (RFC 5545 3.8.5.3). */
function checkStartOfSeries(call: ApiCall, body: EventResource): void {
  const { zone } = openCalendar(call).calendar;
  const { start, details } = normaliseBody(body, zone);
  if (fitsOwnRule(details.recurrence ?? [], start)) return;
  call.world.violation('Google Calendar: a series starts at a time that its own rule does not name');
}

/** A removal of a field that does not exist is a mistake as well. */
function checkPatch(call: ApiCall): void {
  readBody(call, withoutNulls(call.body));
  const known = Object.keys(eventResource.def.shape);
  const unknown = Object.keys(call.body ?? {}).find((name) => !known.includes(name));
  if (unknown !== undefined) throw violate(call.world, `a patch names the unknown field "${unknown}"`, unknown);
}

/** A field that Google does not know, or of another shape, is a mistake of the client. */
function readBody(call: ApiCall, body: unknown): EventResource {
  const parsed = eventResource.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = ['event', ...(issue?.path ?? [])].join('.');
  const unknown = issue?.code === 'unrecognized_keys' ? ` (${issue.keys.join(', ')})` : '';
  throw violate(call.world, `a body is not an event: ${at}: ${issue?.code}${unknown}`, at);
}
