import { toAccountsView } from '../../lib/app/accounts-view';
import { connectGoogle } from '../../lib/app/connect-google';
import { connectHelpdesk } from '../../lib/app/connect-helpdesk';
import type { Desk } from '../../lib/app/desk';
import { connected } from '../../lib/app/problem-error';
import { dropSave } from '../../lib/app/run-saves';
import { ticketEmails } from '../../lib/app/ticket-emails';
import type { Handlers } from '../../lib/messages/serve';
import { giveFormToken } from '../../lib/storage/form-tokens';
import type { SyncPart } from '../sync/sync-part';
import type { Accounts } from './accounts';
import { builtInGoogleClientId, redirectAddress } from './outside';
import type { Rounds } from './rounds';
import { withSyncPart } from './sync-requests';

/** Every request of `lib/messages/protocol.ts`, tied to what answers it. */
export function createHandlers(
  desk: Desk,
  accounts: Accounts,
  rounds: Rounds,
  syncPart: () => Promise<SyncPart>,
): Handlers {
  const own: Omit<Handlers, keyof SyncPart['handlers']> = {
    async openForm({ ticketId }, caller) {
      if (caller.kind !== 'ticketPage') throw new Error('Only a ticket page has a frame for the form');
      const token = desk.newId();
      await giveFormToken(token, { tabId: caller.tabId, ticketId }, desk.now());
      return { token };
    },
    async ticketEmails({ ticketId }) {
      return { emails: await ticketEmails(desk, connected(await desk.helpdesk()), ticketId) };
    },
    async reportPage(page) {
      await desk.changeSettings((settings) => ({ ...settings, lastPage: { ...page, atMs: desk.now() } }));
      return null;
    },
    async accounts() {
      const build = { redirectAddress: redirectAddress(), hasBuiltInClientId: builtInGoogleClientId !== '' };
      return toAccountsView(await desk.readSettings(), build);
    },
    async connectHelpdesk(typed) {
      const result = await connectHelpdesk(desk, accounts.helpdesk, typed);
      if (result.kind === 'connected') await accounts.afterSignIn('helpdesk');
      return result;
    },
    async signInGoogle({ clientId }) {
      const result = await connectGoogle(desk, accounts.google, clientId);
      if (result.kind === 'connected') await accounts.afterSignIn('calendar');
      return result;
    },
    async reconnect({ side }) {
      const { helpdesk, calendar } = await desk.readSettings();
      if (side === 'helpdesk') {
        return this.connectHelpdesk(
          { address: helpdesk?.origin ?? '', clientId: helpdesk?.clientId ?? '' },
          { kind: 'ownPage' },
        );
      }
      return this.signInGoogle({ clientId: calendar?.clientId ?? '' }, { kind: 'ownPage' });
    },
    disconnect: ({ side }) => accounts.disconnect(side),
    async setDefaultLength({ minutes }) {
      await desk.changeSettings((settings) => ({ ...settings, defaultLengthMinutes: minutes }));
      return null;
    },
    async retrySave({ linkId }) {
      await rounds.saveOne(linkId, 'hasten');
      return null;
    },
    async dropSave({ linkId }) {
      await dropSave(desk, linkId);
      await rounds.preparePopup();
      return null;
    },
  };
  return withSyncPart(own, syncPart);
}
