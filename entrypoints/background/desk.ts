import type { Desk } from '../../lib/app/desk';
import { ProblemError } from '../../lib/app/problem-error';
import { haloTicketUrl } from '../../lib/helpdesk/halo/web-addresses';
import { toProblem } from '../../lib/http/to-problem';
import { createDatabase } from '../../lib/storage/database';
import { createDirectoryStore } from '../../lib/storage/directory-store';
import { createDraftStore } from '../../lib/storage/draft-store';
import { createLinkStore } from '../../lib/storage/link-store';
import { createMirrorStore } from '../../lib/storage/mirror-store';
import { readPopupRecord, writePopupRecord } from '../../lib/storage/popup-record';
import { changeSettings, readSettings } from '../../lib/storage/settings';
import { showAttention } from './attention';
import { type Connections, createConnections } from './connections';
import { withLock } from './outside';

/** Builds the desk out of the browser's parts. */
export function createDesk(linkChanged: Desk['linkChanged']): {
  readonly desk: Desk;
  readonly connections: Connections;
} {
  const database = createDatabase();
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
    database,
    links: createLinkStore(database),
    mirror: createMirrorStore(database),
    drafts: createDraftStore(database),
    directory: createDirectoryStore(database),
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
