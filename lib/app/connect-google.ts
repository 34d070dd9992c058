import { readGoogleClientId } from '../auth/google-client-id';
import type { GoogleGrant } from '../auth/google-page';
import type { GoogleSignInResult } from '../auth/google-sign-in';
import type { GoogleTokens } from '../auth/tokens';
import type { SignInGoogleResult } from '../domain/account-views';
import { matchAccount } from '../domain/attendees';
import type { CalendarInfo } from '../domain/calendar-info';
import type { CalendarAccount, Settings } from '../storage/settings';
import type { Desk } from './desk';
import { ProblemError } from './problem-error';

export interface ConnectGoogleDeps {
  /** Carried by the build; empty where the organisation brings its own. */
  readonly builtInClientId: string;
  readonly signIn: (
    clientId: string,
    options: { readonly prompt: 'select_account' | 'consent'; readonly loginHint?: string },
  ) => Promise<GoogleSignInResult>;
  readonly listCalendars: (grant: GoogleGrant) => Promise<readonly CalendarInfo[]>;
  readonly keepTokens: (tokens: GoogleTokens) => Promise<void>;
}

/** Signs in with Google and chooses the primary calendar, or the one chosen before by the same account. */
export async function connectGoogle(desk: Desk, deps: ConnectGoogleDeps, typed: string): Promise<SignInGoogleResult> {
  const text = deps.builtInClientId === '' ? typed : deps.builtInClientId;
  const client = readGoogleClientId(text);
  if (client.kind === 'bad') return { kind: 'refused', reason: 'badClientId', missing: [], detail: client.why };
  const { clientId } = client;
  const before = await desk.changeSettings((settings) => ({
    ...settings,
    typed: { ...settings.typed, googleClientId: clientId },
  }));

  const hint = before.calendar?.email;
  const result = await deps.signIn(clientId, {
    // Whoever left a box out is shown the boxes again; whoever comes back is offered the account they had.
    prompt: before.lastGoogleMissing.length > 0 ? 'consent' : 'select_account',
    ...(hint !== undefined && { loginHint: hint }),
  });
  await desk.changeSettings((settings) => ({
    ...settings,
    lastGoogleMissing: result.kind === 'refused' ? [...result.missing] : [],
  }));
  if (result.kind === 'refused') return result;

  const calendars = await deps.listCalendars(result.grant).catch((error: unknown) => {
    throw new ProblemError(desk.toProblem(error, 'calendar'));
  });
  const primary = calendars.find(({ isPrimary }) => isPrimary);
  if (primary === undefined) return { kind: 'refused', reason: 'failed', missing: [], detail: 'no primary calendar' };
  await deps.keepTokens({ ...result.grant, accountEmail: primary.id });
  const settings = await desk.changeSettings((current) =>
    withAccount(current, clientId, result.grant.by, primary, calendars),
  );
  const agent = settings.helpdesk?.agent;
  return { kind: 'connected', match: agent === undefined ? 'unknown' : matchAccount(primary.id, agent) };
}

function withAccount(
  settings: Settings,
  clientId: string,
  via: CalendarAccount['via'],
  primary: CalendarInfo,
  calendars: readonly CalendarInfo[],
): Settings {
  const before = settings.calendar;
  const isSame = before?.email === primary.id;
  const kept = isSame ? calendars.find(({ id, canWrite }) => id === before.calendarId && canWrite) : undefined;
  const chosen = kept ?? primary;
  return {
    ...settings,
    notified: settings.notified.filter((cause) => cause !== 'signIn:calendar'),
    calendar: {
      clientId,
      email: primary.id,
      via,
      calendarId: chosen.id,
      calendarName: chosen.name,
      countsAsBusy: isSame ? before.countsAsBusy : [primary.id],
      needsSignIn: false,
    },
  };
}
