import type { EventDetails } from './event-schema';
import type { GoogleWorld } from './google-state';

type Conference = EventDetails['conferenceData'];

/**
 * A wanted Meet room is made after the answer: the write says `pending`, the next read has the room. A request id that
 * was used already is ignored (Event.conferenceData.createRequest).
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
  return {
    stored: { ...room, createRequest: { ...request, status: { statusCode: 'success' } } },
    answered: { createRequest: { ...request, status: { statusCode: 'pending' } } },
  };
}
