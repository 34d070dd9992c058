import type { Diagnostics } from '../domain/account-views';
import type { Desk } from './desk';
import { owedLinks } from './run-saves';

/** What helps to find a fault, without names, addresses, subjects or tokens. */
export async function diagnosticLines(
  desk: Desk,
  here: { readonly version: string; readonly browser: string; readonly hosts: number; readonly scripts: number },
): Promise<Diagnostics['lines']> {
  const [settings, popup, dirty, journal] = await Promise.all([
    desk.readSettings(),
    desk.readPopup(),
    owedLinks(desk),
    desk.runs.lastSeq(),
  ]);
  const page = settings.lastPage;
  return [
    { name: 'version', value: here.version },
    { name: 'browser', value: here.browser },
    { name: 'zone', value: desk.zone() },
    { name: 'helpdesk', value: state(settings.helpdesk) },
    { name: 'calendar', value: state(settings.calendar) },
    { name: 'hosts allowed', value: String(here.hosts) },
    { name: 'page scripts', value: String(here.scripts) },
    { name: 'button', value: page === null ? 'no ticket page seen yet' : `${page.placed} (${time(page.atMs)})` },
    { name: 'other attendees', value: page?.attendeesField ?? 'no dialog seen yet' },
    { name: 'last read', value: popup?.lastSyncMs ? time(popup.lastSyncMs) : 'never' },
    { name: 'last problem', value: popup?.lastProblem?.kind ?? 'none' },
    { name: 'saves waiting', value: String(dirty.length) },
    { name: 'journal lines', value: String(journal) },
  ];
}

function state(account: { readonly needsSignIn: boolean } | null): string {
  if (account === null) return 'not connected';
  return account.needsSignIn ? 'needs a sign-in' : 'connected';
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
