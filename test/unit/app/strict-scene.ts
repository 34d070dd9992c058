import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import { createGoogleCalendar } from '../../../lib/calendars/google/google-calendar';
import type { Side } from '../../../lib/domain/appointment';
import { createHaloCalendar } from '../../../lib/helpdesk/halo/halo-calendar';
import type { RunRecord } from '../../../lib/sync/store';
import { googleEmails } from '../../fixtures/google-seed';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import type { EventResource } from '../../servers/google/event-schema';
import type { AppointmentRow } from '../../servers/helpdesk/appointment-fields';
import { connectToGoogle } from '../calendars/google/google-connection';
import { connectToHalo } from '../helpdesk/halo/halo-connection';
import { minuteMs, mondayMs, setUpDesk } from './desk-scene';

type Row = Readonly<Record<string, unknown>>;

/** What a provider says of one record instead of what it holds. */
export type Garbled = (row: Row) => Row;

/**
 * The use cases with real storage and the real clients of both providers, before strict servers that hold nothing. What a
 * record says can be garbled on its way out: no strict server would hold what the tests are about.
 */
export function setUpStrictDesk() {
  const scene = setUpDesk();
  const google = connectToGoogle({ settings: { unitsPerMinute: 100_000 } });
  const halo = connectToHalo({ settings: { rateLimit: 10_000 } });
  google.server.state.calendars.get(googleEmails.leah)?.events.clear();
  halo.server.state.appointments.clear();
  const garbled = new Map<string, Garbled>();
  const lists: Lists = { calendar: null, helpdesk: null };
  const context = { zone: 'Europe/London', helpdeskOrigin: 'https://acme.halopsa.com' };
  /** Epoch ms of every request to the helpdesk. */
  const helpdeskRequests: number[] = [];
  const timed: Fetch = async (url, init) => {
    // What the product waits is time for the server, too.
    halo.clock.nowMs = Math.max(halo.clock.nowMs, scene.desk.now());
    helpdeskRequests.push(scene.desk.now());
    return halo.deps.fetch(url, init);
  };
  const ports = {
    calendar: createGoogleCalendar({
      ...google.deps,
      ...context,
      fetch: garbling(google.deps.fetch, garbled, () => lists.calendar),
      accountEmail: googleEmails.leah,
      calendarId: 'primary',
    }),
    helpdesk: createHaloCalendar({
      ...halo.deps,
      fetch: garbling(timed, garbled, () => lists.helpdesk),
      agentId: agentIds.leah,
      zone: context.zone,
    }),
  };
  const desk: typeof scene.desk = {
    ...scene.desk,
    async helpdesk() {
      const side = await scene.desk.helpdesk();
      return 'kind' in side ? side : { ...side, port: ports.helpdesk };
    },
    async calendar() {
      const side = await scene.desk.calendar();
      return 'kind' in side ? side : { ...side, port: ports.calendar };
    },
  };
  const person = google.server.asPerson(googleEmails.leah);
  let ids = 0;

  return {
    desk,
    google,
    halo,
    helpdeskRequests,
    violations: () => [...google.violations, ...halo.violations],
    /** A run, some minutes after the one before; `listing`: after a day, when both sides are listed. */
    async run(want: 'changes' | 'listing' = 'changes'): Promise<RunRecord> {
      const ms = want === 'listing' ? 25 * 60 * minuteMs : 5 * minuteMs;
      scene.pass(ms);
      google.clock.nowMs += ms;
      halo.clock.nowMs += ms;
      const record = await runOnce(desk);
      if (record === null) throw new Error('no run has begun');
      return record;
    },
    switchOn: () => setTwoWay(desk, true),
    /** An event of an hour, so many days from now. */
    addEvent(summary: string, day = 1, rest: EventResource = {}): string {
      return (
        person.createEvent({ id: `event${String(++ids).padStart(5, '0')}`, summary, ...hourOn(day), ...rest }).id ?? ''
      );
    },
    addAppointment(subject: string, day = 1, rest: Partial<AppointmentRow> = {}): string {
      const at = (hours: number) => haloTime(mondayMs + day * 24 * 60 * minuteMs + hours * 60 * minuteMs);
      const times = { start_date: at(1), end_date: at(2) };
      return String(halo.server.webUi.createAppointment({ agent_id: agentIds.leah, subject, ...times, ...rest }).id);
    },
    /** From now on the record says this wherever it is shown; it counts as changed. */
    garble(side: Side, id: string, how: Garbled): void {
      garbled.set(id, how);
      if (side === 'helpdesk') halo.server.webUi.changeAppointment(Number(id), {});
      else person.updateEvent(id, { colorId: String((ids++ % 9) + 1) });
    },
    mend(side: Side, id: string): void {
      garbled.delete(id);
      if (side === 'calendar') person.updateEvent(id, { colorId: '11' });
      else halo.server.webUi.changeAppointment(Number(id), {});
    },
    /** Every list is this, until there is none: an object as JSON, a text as a web page. Null: as the server has it. */
    lists,
    person,
    events: () =>
      [...(google.server.state.calendars.get(googleEmails.leah)?.events.values() ?? [])]
        .filter(({ status }) => status !== 'cancelled')
        .map(({ details }) => details.summary ?? '')
        .sort(),
    appointments: () => [...halo.server.state.appointments.values()].map(({ subject }) => subject ?? '').sort(),
  };
}

export type StrictScene = ReturnType<typeof setUpStrictDesk>;

function hourOn(day: number): EventResource {
  const at = (hour: number) => ({
    dateTime: new Date(mondayMs + day * 24 * 60 * minuteMs + hour * 60 * minuteMs).toISOString(),
    timeZone: 'Europe/London',
  });
  return { start: at(1), end: at(2) };
}

function haloTime(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19);
}

interface Lists {
  calendar: ListAnswer | null;
  helpdesk: ListAnswer | null;
}

type ListAnswer = () => object | string | null;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

function garbling(fetch: Fetch, garbled: ReadonlyMap<string, Garbled>, list: () => ListAnswer | null): Fetch {
  const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    if (!isRow(value)) return value;
    const how = garbled.get(String(value['id']));
    return how?.(value) ?? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one)]));
  };
  return async (url, init) => {
    const isList = /\/(events|Appointment)\?/.test(url) && init.method === 'GET';
    const instead = isList ? (list()?.() ?? null) : null;
    if (instead !== null) return typeof instead === 'string' ? new Response(instead) : Response.json(instead);
    const response = await fetch(url, init);
    if (init.method !== 'GET' || !response.ok || garbled.size === 0) return response;
    return Response.json(change(await response.json()), { status: response.status });
  };
}
