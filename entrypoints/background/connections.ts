import type { CalendarSide, HelpdeskSide } from '../../lib/app/desk';
import type { Side } from '../../lib/domain/appointment';
import type { Problem } from '../../lib/domain/problem';
import type { Authorized } from '../../lib/http/authorized-request';
import type { CalendarAccount, Settings } from '../../lib/storage/settings';
import type { CalendarRef } from '../../lib/sync/link';

export interface ConnectionDeps {
  readonly readSettings: () => Promise<Settings>;
  readonly zone: () => string;
  /** The provider has ended the session of a side. */
  readonly onNeedsSignIn: (side: Side) => Promise<void>;
}

export interface Connections {
  helpdesk(when?: 'alsoSignedOut'): Promise<HelpdeskSide | Problem>;
  calendar(named?: CalendarRef): Promise<CalendarSide | Problem>;
  /** The calendar's token, for taking the grant back. */
  calendarAuthorized(account: CalendarAccount): Promise<Authorized>;
}

/** Ports made of the stored accounts. Their code starts when a side is needed first: most wake-ups need none. */
export function createConnections({ readSettings, zone, onNeedsSignIn }: ConnectionDeps): Connections {
  return {
    async helpdesk(when) {
      const { helpdesk: account } = await readSettings();
      if (account === null) return { kind: 'notConnected', side: 'helpdesk' };
      if (account.needsSignIn && when !== 'alsoSignedOut') return { kind: 'needsSignIn', side: 'helpdesk' };
      const { createHelpdeskSide } = await import('./helpdesk-side');
      return createHelpdeskSide(account, { zone: zone(), onNeedsSignIn: () => onNeedsSignIn('helpdesk') });
    },

    async calendar(named) {
      const { calendar: account, helpdesk } = await readSettings();
      if (account === null) return { kind: 'notConnected', side: 'calendar' };
      if (named !== undefined && named.email !== account.email) return { kind: 'notConnected', side: 'calendar' };
      if (account.needsSignIn) return { kind: 'needsSignIn', side: 'calendar' };
      const { createCalendarSide } = await import('./calendar-side');
      return createCalendarSide(account, {
        calendarId: named?.calendarId ?? account.calendarId,
        helpdeskOrigin: helpdesk?.origin ?? '',
        zone: zone(),
        onNeedsSignIn: () => onNeedsSignIn('calendar'),
      });
    },

    async calendarAuthorized(account) {
      const { calendarAuthorized } = await import('./calendar-side');
      return calendarAuthorized(account, () => onNeedsSignIn('calendar'));
    },
  };
}
