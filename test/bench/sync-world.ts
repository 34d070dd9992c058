import type { Page, Worker } from 'playwright-core';
import { countApiRequests } from '../e2e/support/api-requests';
import { extensionUrl } from '../e2e/support/browser';
import { type Scene, startScene } from '../e2e/support/scene';
import { googleEmails } from '../fixtures/google-seed';
import { agentIds } from '../fixtures/helpdesk-seed-people';
import type { AppointmentRow } from '../servers/helpdesk/appointment-fields';

const minuteMs = 60_000;
const leah = googleEmails.leah;

/** A signed-in browser over servers that hold nothing but what a measurement puts there. */
export interface SyncWorld {
  readonly scene: Scene;
  /** One of the extension's own pages, without a script of its own. */
  readonly page: Page;
  worker(): Promise<Worker>;
  /** Sends a message as a page of the extension does; answers the milliseconds until the answer. */
  ask(name: string, data?: object): Promise<{ readonly ms: number; readonly answer: unknown }>;
  /** Nothing is stored, and the worker is a new one that runs already. The sign-ins stay. */
  forgetAll(): Promise<void>;
  /** Requests since the call before. */
  takeRequests(): readonly string[];
  /** Keeps the product from waiting for its own quota, which would be all that is measured. */
  liftQuota(): Promise<() => Promise<void>>;
  /** As after some minutes of rest. */
  fillQuota(): Promise<void>;
}

export async function createSyncWorld(): Promise<SyncWorld> {
  const scene = await startScene();
  const { browser, sandbox } = scene;
  const page = await browser.context.newPage();
  await page.goto(`${extensionUrl}/manifest.json`);
  const takeCount = countApiRequests(sandbox);
  sandbox.google.settings.unitsPerMinute = Number.POSITIVE_INFINITY;
  sandbox.helpdesk.settings.rateLimit = Number.POSITIVE_INFINITY;

  const world: SyncWorld = {
    scene,
    page,
    worker: () => browser.worker(),
    async ask(name, data = {}) {
      const { ms, reply } = await page.evaluate<{ ms: number; reply: { ok: boolean; answer?: unknown } }>(
        `(async () => {
          const start = performance.now();
          const reply = await chrome.runtime.sendMessage(${JSON.stringify({ name, data })});
          return { ms: performance.now() - start, reply };
        })()`,
      );
      if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply)}`);
      return { ms, answer: reply.answer };
    },
    async forgetAll() {
      await page.evaluate(clearStores);
      await browser.killWorker();
      await world.ask('accounts');
    },
    takeRequests: () => takeCount().all,
    async fillQuota() {
      await page.evaluate(`(${fillQuota})()`);
      // A run believes what it has read a moment ago.
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
    async liftQuota() {
      await page.evaluate(`globalThis.lifting = setInterval(${fillQuota}, 10)`);
      return async () => page.evaluate('clearInterval(globalThis.lifting)');
    },
  };
  // No round of its own falls into a measurement.
  await world.ask('setSync', { everyMinutes: 240 });
  await atRest(world);
  return world;
}

/** Waits for the runs that a change of the settings has begun. */
export async function atRest(world: SyncWorld): Promise<void> {
  // What is asked for while a run is under way makes another one follow.
  for (let quiet = 0; quiet < 2; ) {
    const { answer } = await world.ask('syncNow');
    quiet = (answer as { alreadyRunning?: true }).alreadyRunning === true ? 0 : quiet + 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const fillQuota = `() => {
  const full = { tokens: 40, atMs: Date.now(), blockedUntilMs: 0 };
  return chrome.storage.session.set({ 'quota:helpdesk': full, 'quota:calendar': full });
}`;

const clearStores = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('docket');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const database = opening.result;
    const names = [...database.objectStoreNames].filter((name) => name !== 'directory');
    const transaction = database.transaction(names, 'readwrite');
    for (const name of names) transaction.objectStore(name).clear();
    transaction.onerror = () => reject(transaction.error);
    transaction.oncomplete = () => {
      database.close();
      resolve(null);
    };
  };
})`;

const words =
  'ticket visit printer laptop customer onsite install replace check router server desk user mail swap follow up call'.split(
    ' ',
  );

/** So many words that differ from one event to the next. */
function text(index: number, count: number): string {
  return Array.from(
    { length: count },
    (_, place) => words[(index * 7 + place * (1 + (index % 5))) % words.length],
  ).join(' ');
}

/** Takes out what the sandbox starts with, and what was there before. */
export function emptyServers({ scene: { sandbox } }: SyncWorld): void {
  sandbox.helpdesk.state.appointments.clear();
  const calendar = sandbox.google.state.calendars.get(leah);
  calendar?.events.clear();
  calendar?.stubs.clear();
}

/**
 * Events of about 1 kB from today on, half an hour each; `series` of them are weekly with 26 occurrences, as in the set that
 * other programs are measured with.
 */
export function addEvents({ scene: { sandbox } }: SyncWorld, count: number, series: number, from = 0): void {
  const person = sandbox.google.asPerson(leah);
  const first = Math.ceil(Date.now() / (60 * minuteMs)) * 60 * minuteMs;
  for (let index = from; index < from + count; index += 1) {
    const isSeries = index - from < series;
    // Within the half year that is synced.
    const startMs = first + ((index * 25) % (170 * 24 * 60)) * minuteMs;
    const time = (ms: number) => ({ dateTime: new Date(ms).toISOString(), timeZone: 'Europe/Berlin' });
    person.createEvent({
      id: `bench${String(index).padStart(6, '0')}`,
      summary: `Ticket ${index}`,
      location: 'Some street 1, Some town',
      description: text(index, isSeries ? 30 : 90),
      start: time(startMs),
      end: time(startMs + 30 * minuteMs),
      ...(isSeries ? { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=26'] } : {}),
    });
  }
}

export function addAppointments({ scene: { sandbox } }: SyncWorld, count: number): readonly AppointmentRow[] {
  const first = Math.ceil(Date.now() / (60 * minuteMs)) * 60 * minuteMs;
  const halo = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  return Array.from({ length: count }, (_, index) => {
    const startMs = first + ((index * 240) % (170 * 24 * 60)) * minuteMs;
    return sandbox.helpdesk.webUi.createAppointment({
      agent_id: agentIds.leah,
      organizer: agentIds.leah,
      subject: `Appointment ${index}`,
      note: text(index, 60),
      start_date: halo(startMs),
      end_date: halo(startMs + 30 * minuteMs),
    });
  });
}

/** Ids of the events that are there, in the order in which they were made. */
export function eventIds({ scene: { sandbox } }: SyncWorld): readonly string[] {
  return [...(sandbox.google.state.calendars.get(leah)?.events.keys() ?? [])];
}
