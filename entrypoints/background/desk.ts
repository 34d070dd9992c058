import type { Desk } from '../../lib/app/desk';
import { ProblemError } from '../../lib/app/problem-error';
import { haloTicketUrl } from '../../lib/helpdesk/halo/web-addresses';
import { toProblem } from '../../lib/http/to-problem';
import { readPopupRecord, writePopupRecord } from '../../lib/storage/popup-record';
import { changeSettings, readSettings } from '../../lib/storage/settings';
import { showAttention } from './attention';
import { type Connections, createConnections } from './connections';
import { deferred } from './deferred';
import { withLock } from './outside';

/** The database and the library around it start when a record is needed first: a click on the button needs none. */
const stores = () => import('./stores');

/** Builds the desk out of the browser's parts. */
export function createDesk(linkChanged: Desk['linkChanged']): {
  readonly desk: Desk;
  readonly connections: Connections;
} {
  const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
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
    links: deferred(async () => (await stores()).links),
    mirror: deferred(async () => (await stores()).mirror),
    drafts: deferred(async () => (await stores()).drafts),
    directory: deferred(async () => (await stores()).directory),
    upkeep: deferred(async () => (await stores()).upkeep),
    readSettings,
    changeSettings,
    readPopup: readPopupRecord,
    async writePopup(view) {
      await writePopupRecord(view);
      await showAttention(view, { readSettings, changeSettings });
    },
    helpdesk: (when) => connections.helpdesk(when),
    calendar: (named) => connections.calendar(named),
    ticketUrl: haloTicketUrl,
    toProblem: (error, side) => (error instanceof ProblemError ? error.problem : toProblem(error, side)),
    withLock,
    linkChanged,
  };
  return { desk, connections };
}
