import { browser } from 'wxt/browser';
import { chooseCalendar, readCalendars, setCountsAsBusy } from '../../lib/app/calendars-view';
import { checkCalendars } from '../../lib/app/check-calendars';
import type { Desk } from '../../lib/app/desk';
import { diagnosticLines } from '../../lib/app/diagnostics';
import { madeByDocket } from '../../lib/app/disconnect';
import { connected } from '../../lib/app/problem-error';
import { readWorkingHours } from '../../lib/app/working-hours-view';
import type { RequestName } from '../../lib/messages/protocol';
import type { Handlers } from '../../lib/messages/serve';
import type { Rounds } from '../background/rounds';

export type OptionsRequest = Extract<
  RequestName,
  | 'madeByDocket'
  | 'calendars'
  | 'chooseCalendar'
  | 'setCountsAsBusy'
  | 'checkCalendars'
  | 'workingHours'
  | 'setFallbackZone'
  | 'diagnostics'
>;

/** What the options ask beside the sync. */
export function createOptionsHandlers(desk: Desk, rounds: Rounds): Pick<Handlers, OptionsRequest> {
  return {
    madeByDocket: ({ side }) => madeByDocket(desk, side),
    calendars: () => readCalendars(desk),
    async chooseCalendar({ id }) {
      const view = await chooseCalendar(desk, id);
      // A run under way is still of the calendar before.
      if ((await rounds.read()).isUnderWay) rounds.start();
      return view;
    },
    setCountsAsBusy: ({ ids }) => setCountsAsBusy(desk, ids),
    async checkCalendars() {
      return checkCalendars(desk, connected(await desk.helpdesk()), connected(await desk.calendar()));
    },
    workingHours: ({ refresh }) => readWorkingHours(desk, refresh ? 'again' : 'ifOld'),
    async setFallbackZone({ zone }) {
      await desk.changeSettings((settings) => ({ ...settings, fallbackZone: zone }));
      return readWorkingHours(desk, 'again');
    },
    async diagnostics() {
      const permissions = await browser.permissions.getAll();
      return {
        lines: await diagnosticLines(desk, {
          version: browser.runtime.getManifest().version,
          browser: navigator.userAgent,
          hosts: permissions.origins?.length ?? 0,
          scripts: (await browser.scripting.getRegisteredContentScripts()).length,
        }),
      };
    },
  };
}
