import { browser } from 'wxt/browser';
import type { Desk } from '../../lib/app/desk';
import { problemIn } from '../../lib/app/problem-error';
import { googleCalendarUrl } from '../../lib/calendars/google/web-addresses';
import { haloCalendarUrl, haloTicketUrl } from '../../lib/helpdesk/halo/web-addresses';
import { SyncTokenExpiredError } from '../../lib/http/errors';
import { toProblem } from '../../lib/http/to-problem';
import { currentReview } from '../../lib/storage/current-review';
import { createPopupRecord } from '../../lib/storage/popup-record';
import { createSettingsStore } from '../../lib/storage/settings';
import { storeWith } from '../../lib/sync/store-with';
import { readAlarm } from './alarms';
import { createAttention } from './attention';
import { type Connections, createConnections } from './connections';
import { deferred } from './deferred';
import { later, tryLock, wait, withLock } from './outside';
import { createQuotaStore } from './quota-store';
import { loadSyncScript } from './sync-script';

/** The database and the library around it start when a record is needed first: a click on the button needs none. */
const stores = () => import('./stores');

/** Those that only a sync or "Activity" needs: their code comes with the second script. */
const syncStores = async () => {
  const [{ database, store }, script] = await Promise.all([stores(), loadSyncScript()]);
  return script.createSyncStores(database, store);
};

/** Who travels changes zones; asking each time would be the dearest thing that a quiet run does (ms). */
const zoneHoldsMs = 10_000;

/** The browser's own IANA zone. */
function createZone(now: () => number): () => string {
  let known = { zone: '', atMs: Number.NEGATIVE_INFINITY };
  return () => {
    const atMs = now();
    if (Math.abs(atMs - known.atMs) >= zoneHoldsMs) {
      known = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, atMs };
    }
    return known.zone;
  };
}

/** Builds the desk out of the browser's parts. */
export function createDesk(linkChanged: Desk['linkChanged']): {
  readonly desk: Desk;
  readonly connections: Connections;
} {
  const { read: readSettings, change: changeSettings } = createSettingsStore();
  const showAttention = createAttention({ readSettings, changeSettings });
  const popup = createPopupRecord();
  const zone = createZone(() => Date.now());
  const connections = createConnections({
    readSettings,
    zone,
    async onNeedsSignIn(side) {
      await changeSettings((settings) => {
        const account = settings[side];
        return account === null ? settings : { ...settings, [side]: { ...account, needsSignIn: true } };
      });
    },
  });
  const desk: Desk = {
    now: () => Date.now(),
    random: () => Math.random(),
    newId: () => crypto.randomUUID(),
    zone,
    store: deferred(async () => (await stores()).store),
    runs: deferred(async () => (await stores()).runs),
    // Every start of the worker asks whether there is one.
    reviews: storeWith(
      deferred(async () => (await syncStores()).reviews),
      { read: async () => currentReview((await stores()).database) },
    ),
    searchJournal: async (query) => (await syncStores()).searchJournal(query),
    drafts: deferred(async () => (await stores()).drafts),
    directory: deferred(async () => (await stores()).directory),
    conflicts: deferred(async () => (await stores()).conflicts),
    upkeep: deferred(async () => (await syncStores()).upkeep),
    readSettings,
    changeSettings,
    readPopup: popup.readState,
    readAgenda: popup.readAgenda,
    async writePopup(state, agenda) {
      try {
        await popup.write(state, agenda);
      } finally {
        // A full disk may take no record: then the badge is what is left to say so.
        await showAttention(state);
      }
    },
    helpdesk: (when) => connections.helpdesk(when),
    calendar: (named) => connections.calendar(named),
    ticketUrl: haloTicketUrl,
    calendarPages: {
      helpdesk: ({ origin }) => haloCalendarUrl(origin),
      calendar: ({ email }) => googleCalendarUrl(email),
    },
    toProblem: (error, side) => problemIn(error) ?? toProblem(error, side),
    isSyncTokenExpired: (error) => error instanceof SyncTokenExpiredError,
    withLock,
    tryLock,
    wait,
    later,
    quota: createQuotaStore(() => Date.now()),
    nextRunMs: async () => (await browser.alarms.get(readAlarm))?.scheduledTime ?? null,
    busyWord: () => browser.i18n.getMessage('syncBusyWord'),
    linkChanged,
  };
  return { desk, connections };
}
