import type { EventDetails, EventResource } from './event-schema';
import { refusals, violate } from './google-error';
import type { GoogleCalendar, GoogleWorld } from './google-state';

type Conference = EventDetails['conferenceData'];

/** What a client asks of a new event's conference: a kind that the calendar allows, under an id that is new. */
export function checkConference(
  editor: { readonly world: GoogleWorld; readonly calendar: GoogleCalendar; readonly conferences: 'kept' | 'written' },
  { id, conferenceData }: EventResource,
): void {
  const request = conferenceData?.createRequest;
  if (request === undefined || editor.conferences === 'kept') return;
  const { requestId, conferenceSolutionKey } = request;
  if (!editor.calendar.conferenceTypes.includes(conferenceSolutionKey?.type ?? '')) {
    throw refusals.badField('Invalid conference type value.');
  }
  const others = [...editor.calendar.events.values()].filter((row) => row.id !== id);
  const isUsed = others.some(({ details }) => details.conferenceData?.createRequest?.requestId === requestId);
  if (requestId === '' || isUsed) {
    throw violate(editor.world, 'a conference is asked for under no id of its own', 'conferenceData');
  }
}

/**
 * A wanted Meet room may be made after the answer: the write says `pending`, the next read has the room. A request id
 * that was used already is ignored (Event.conferenceData.createRequest).
 */
export function arrangeConference(
  world: GoogleWorld,
  wanted: Conference,
  before: Conference,
): { readonly stored: Conference; readonly answered: Conference } {
  const request = wanted?.createRequest;
  if (request === undefined || request.requestId === before?.createRequest?.requestId) {
    const kept = request === undefined ? wanted : before;
    return { stored: kept, answered: kept };
  }
  const code = world.mint('meet').slice(0, 10);
  const room = {
    conferenceId: code,
    conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet' },
    entryPoints: [
      { entryPointType: 'video', uri: `https://meet.google.com/${code}`, label: `meet.google.com/${code}` },
    ],
  };
  const made = { ...room, createRequest: { ...request, status: { statusCode: 'success' } } };
  const pending = { createRequest: { ...request, status: { statusCode: 'pending' } } };
  return { stored: made, answered: world.settings.meetRooms === 'atOnce' ? made : pending };
}
