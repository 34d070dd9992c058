import { createGoogleCalendar } from '../../../lib/calendars/google/google-calendar';
import type { Side } from '../../../lib/domain/appointment';
import type { CalendarPort } from '../../../lib/sync/ports';
import type { SyncDeps } from '../../../lib/sync/run-sync';
import { googleEmails } from '../../fixtures/google-seed';
import type { EventResource } from '../../servers/google/event-schema';
import { connectToGoogle, testNowMs } from '../calendars/google/google-connection';
import { createScene } from './sync-scene';

export const dayMs = 24 * 3_600_000;

/** The engine between a helpdesk in memory and a strict Google that holds nothing, through the real client. */
export function createGoogleScene() {
  const connection = connectToGoogle({ settings: { unitsPerMinute: 100_000 } });
  const events = connection.server.state.calendars.get(googleEmails.leah)?.events ?? new Map<string, never>();
  events.clear();
  const scene = createScene();
  scene.clock.nowMs = testNowMs;
  const { helpdesk } = scene;
  const context = { helpdeskOrigin: 'https://acme.halopsa.com', accountEmail: googleEmails.leah };
  const requests: string[] = [];
  const fetch: typeof connection.deps.fetch = (url, init) => {
    requests.push(`${init.method} ${decodeURIComponent(new URL(url).pathname)}`);
    return connection.deps.fetch(url, init);
  };
  const port = createGoogleCalendar({
    ...connection.deps,
    ...context,
    fetch,
    zone: 'Europe/London',
    calendarId: 'primary',
  });

  return {
    scene,
    port,
    /** All that was asked of Google so far, oldest first. */
    requests,
    server: connection.server,
    violations: connection.violations,
    leah: connection.server.asPerson(googleEmails.leah),
    /** A run with the window of now; `calendar`: instead of Google's own port. */
    run(options: Partial<SyncDeps> = {}, calendar: CalendarPort = port) {
      const { nowMs } = scene.clock;
      connection.clock.nowMs = nowMs;
      scene.rules = { ...scene.rules, window: { startMs: nowMs - 30 * dayMs, endMs: nowMs + 180 * dayMs } };
      const ofSide = async (side: Side) => scene.problems[side] ?? (side === 'calendar' ? calendar : helpdesk.port);
      return scene.run({ sidePort: ofSide, port: ofSide, ...options });
    },
    pass(ms: number): void {
      scene.clock.nowMs += ms;
      connection.clock.nowMs = scene.clock.nowMs;
    },
    /** Events of the agent's calendar that are there, series as one. */
    events: () => [...events.values()].filter(({ status }) => status !== 'cancelled'),
    /** When the helpdesk's appointments start. */
    starts: () => [...helpdesk.records.values()].map(({ content }) => content.span.start).sort(),
    /** Id of the appointment that starts then; `start`: or the beginning of it. */
    appointmentAt(start: string): string {
      const found = [...helpdesk.records.values()].find(({ content }) => content.span.start.startsWith(start));
      if (found === undefined) throw new Error(`no appointment starts at ${start}`);
      return found.id;
    },
  };
}

/** From one wall-clock reading in London to another. */
export function between(start: string, end: string): Pick<EventResource, 'start' | 'end'> {
  const at = (dateTime: string) => ({ dateTime, timeZone: 'Europe/London' });
  return { start: at(start), end: at(end) };
}

/** The id of one instance of a series. */
export function instanceAt(masterId: string, start: string): string {
  return `${masterId}_${start.replaceAll(/[-:]/g, '')}`;
}
