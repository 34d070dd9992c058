import { googleEmails } from '../../fixtures/google-seed';
import type { Sandbox } from '../../servers/sandbox';

/** Takes away what the fixtures have put into Leah's calendar and into the helpdesk's: what a test counts is its own. */
export function emptyCalendars({ google, helpdesk }: Sandbox): void {
  google.state.calendars.get(googleEmails.leah)?.events.clear();
  helpdesk.state.appointments.clear();
}
