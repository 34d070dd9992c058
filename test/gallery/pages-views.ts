import type { AccountsView, CalendarsView, CheckCalendarsView, WorkingHoursView } from '../../lib/domain/account-views';
import type { AgendaItem, PopupView } from '../../lib/domain/popup-view';
import type { WorkdayHours, WorkingHours } from '../../lib/domain/workday';

/** Made-up data. Thursday, 26 November 2026, 10:20 local time. */
export const now = new Date(2026, 10, 26, 10, 20).getTime();

const hour = 3_600_000;
const at = (day: number, hours: number, minutes = 0) => new Date(2026, 10, day, hours, minutes).getTime();

function item(key: string, day: number, from: number, to: number, more: Partial<AgendaItem>): AgendaItem {
  return {
    key,
    linkId: key,
    subject: key,
    day: `2026-11-${day}`,
    startMs: from,
    endMs: to,
    isAllDay: false,
    isOutsideHours: false,
    on: [
      { side: 'helpdesk', url: 'https://acme.halopsa.com/calendar?id=1' },
      { side: 'calendar', url: 'https://calendar.google.com/e/1' },
    ],
    ticketId: 1001,
    ...more,
  };
}

const agenda: readonly AgendaItem[] = [
  item('On call', 26, at(26, 0), at(27, 0), { isAllDay: true, ticketId: null, on: [{ side: 'helpdesk', url: null }] }),
  item('Printer on the second floor prints blank pages', 26, at(26, 10), at(26, 10, 45), {}),
  item(
    'Firewall change at Harbour Logistics, with their own administrator and the provider on the line',
    26,
    at(26, 17, 30),
    at(26, 18, 30),
    { isOutsideHours: true, ticketId: 1017 },
  ),
  item('Stand-up', 27, at(27, 9), at(27, 9, 15), {
    ticketId: null,
    on: [{ side: 'calendar', url: 'https://calendar.google.com/e/2' }],
  }),
  item('مراجعة الطابعة <b>عاجل</b> 🖨️', 27, at(27, 11), at(27, 12), { ticketId: 1022 }),
];

export const popup: PopupView = {
  schema: 3,
  preparedAtMs: now - 30_000,
  helpdesk: { kind: 'connected', account: 'leah.novak@acme.example' },
  calendar: { kind: 'connected', account: 'leah.novak@acme.example' },
  twoWay: true,
  isReading: false,
  lastSyncMs: now - 3 * 60_000,
  lastProblem: null,
  agendaOf: { frame: '', seq: 0 },
  sync: { health: { kind: 'connected', nextMs: now + 4 * 60_000 }, conflictCount: 0, attention: null, underWay: null },
  agenda,
  outside: [
    item('Firewall change at Harbour Logistics', 26, at(26, 17, 30), at(26, 18, 30), {
      isOutsideHours: true,
      ticketId: 1017,
    }),
    item('Server move', 28, at(28, 22), at(29, 2), { isOutsideHours: true, ticketId: 1019 }),
  ],
  recurring: {
    masters: [
      {
        id: '5008',
        subject: 'Team meeting',
        rule: 'Every week on Thursday',
        startMs: at(5, 9, 30),
        url: 'https://acme.halopsa.com/calendar',
      },
      {
        id: '5020',
        subject: 'Wartung <b>Firewall</b> at Harbour Logistics, with their own administrator on the line',
        rule: 'Every month on the second Tuesday, until 31 December 2027',
        startMs: at(30, 18),
        url: 'https://acme.halopsa.com/ticket?id=1017',
      },
      { id: '5021', subject: '', rule: '', startMs: null, url: 'javascript:alert(1)' },
    ],
    isCut: true,
  },
  attention: [],
};

export const popupTrouble: PopupView = {
  ...popup,
  calendar: { kind: 'needsSignIn', account: 'leah.novak@acme.example' },
  isReading: true,
  lastProblem: { kind: 'offline' },
  attention: [
    {
      linkId: 'a',
      subject: 'Router swap at Millbrook',
      side: 'calendar',
      problem: { kind: 'needsSignIn', side: 'calendar' },
      retryAtMs: null,
    },
    {
      linkId: 'b',
      subject: 'Laptop for the new colleague',
      side: 'helpdesk',
      problem: {
        kind: 'refused',
        side: 'helpdesk',
        status: 400,
        detail: 'Appointment type is not allowed <script>alert(1)</script>',
      },
      retryAtMs: now + 12 * 60_000,
    },
  ],
};

export const popupEmpty: PopupView = {
  ...popup,
  twoWay: false,
  agenda: [],
  outside: [],
  recurring: { masters: [], isCut: false },
  lastSyncMs: null,
  calendar: { kind: 'none' },
};

export const popupFirst: PopupView = { ...popupEmpty, helpdesk: { kind: 'none' } };

export const accounts: AccountsView = {
  helpdesk: {
    state: { kind: 'connected', account: 'leah.novak@acme.example' },
    address: 'https://acme.halopsa.com',
    clientId: '8f0c2d7e-41aa-4c61-9f0e-6d1e2a2f6c11',
    agentName: 'Leah Novak',
  },
  calendar: {
    state: { kind: 'connected', account: 'Leah.Novak@acme.example' },
    clientId: '',
    hasBuiltInClientId: false,
    match: 'caseDiffers',
  },
  redirectAddress: 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/',
};

export const accountsNone: AccountsView = {
  ...accounts,
  helpdesk: { state: { kind: 'none' }, address: '', clientId: '', agentName: '' },
  calendar: { ...accounts.calendar, state: { kind: 'none' }, match: 'unknown' },
};

export const accountsExpired: AccountsView = {
  ...accounts,
  helpdesk: { ...accounts.helpdesk, state: { kind: 'needsSignIn', account: 'leah.novak@acme.example' } },
  calendar: { ...accounts.calendar, match: 'differs' },
};

const calendar = (id: string, name: string, accessRole: string, isPrimary = false) => ({
  id,
  name,
  isPrimary,
  canWrite: accessRole === 'owner' || accessRole === 'writer',
  accessRole,
  zone: 'Europe/London',
});

export const calendars: CalendarsView = {
  calendars: [
    calendar('leah', 'Leah Novak', 'owner', true),
    calendar('field', 'Field visits', 'writer'),
    calendar('holidays', 'Holidays in the United Kingdom', 'reader'),
    calendar('amir', 'Amir Haddad', 'freeBusyReader'),
  ],
  chosenId: 'leah',
  countsAsBusy: ['leah', 'field'],
  problem: null,
};

const check = (agentId: number, name: string, access: CheckCalendarsView['checks'][number]['access'], more = {}) => {
  const email = `${name.toLowerCase().replace(' ', '.')}@acme.example`;
  return { agentId, name, email, triedAddress: email, access, addressNote: 'none' as const, ...more };
};

export const checks: CheckCalendarsView = {
  checks: [
    check(1, 'Leah Novak', 'editable'),
    check(2, 'Amir Haddad', 'freeBusyOnly'),
    check(3, 'Priya Raman', 'readable', {
      addressNote: 'googleAddressDiffers',
      triedAddress: 'priya@acme-field.example',
    }),
    check(4, 'Tom Okafor', 'notShared'),
    check(5, 'Ines Duarte', 'editable', { addressNote: 'caseDiffers', email: 'Ines.Duarte@ACME.example' }),
    check(6, 'Jonas Weber', 'notSubscribed'),
    check(7, 'Mia Lindqvist', 'noAddress', { email: '', triedAddress: '' }),
    check(8, 'Old Account', 'disabled'),
    check(9, 'Sam Field', 'failed'),
  ],
  skipped: [{ what: 'agent', id: '44', reason: 'no name' }],
};

export const checksNone: CheckCalendarsView = { checks: [check(4, 'Tom Okafor', 'notShared')], skipped: [] };

const day: WorkdayHours = { start: 540, end: 1_050, breaks: [{ start: 750, end: 795 }] };
const week: WorkingHours = {
  workdayId: 1,
  name: 'Office hours',
  zone: { kind: 'known', zone: 'Europe/London' },
  days: [day, day, day, day, { start: 540, end: 900, breaks: [] }, null, null],
};

const agent = (id: number, name: string) => ({
  id,
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@acme.example`,
  googleEmail: '',
  isDisabled: false,
  workdayId: 1,
  workdayZoneName: '',
});

export const workingHours: WorkingHoursView = {
  people: [
    {
      agent: agent(1, 'Leah Novak'),
      isMe: true,
      hours: week,
      holidays: [
        { name: 'Christmas Day', of: { kind: 'workday', workdayId: 1 }, firstDay: '2026-12-25', lastDay: '2026-12-25' },
        { name: 'Annual leave', of: { kind: 'agent', agentId: 1 }, firstDay: '2026-12-28', lastDay: '2026-12-31' },
        {
          name: 'Dentist',
          of: { kind: 'agent', agentId: 1 },
          firstDay: '2026-12-03',
          lastDay: '2026-12-03',
          part: { start: 780, end: 1_020 },
        },
        { name: 'Long ago', of: { kind: 'agent', agentId: 1 }, firstDay: '2026-01-03', lastDay: '2026-01-03' },
      ],
    },
    {
      agent: agent(2, 'Amir Haddad'),
      isMe: false,
      hours: { ...week, name: 'Night shift', zone: { kind: 'unknown', name: 'Middle-earth Standard Time' } },
      holidays: [],
    },
    { agent: agent(7, 'Mia Lindqvist'), isMe: false, hours: null, holidays: [] },
  ],
  fallbackZone: 'Europe/London',
  defaultLengthMinutes: 30,
  skipped: [{ what: 'workday', id: '9', reason: 'no days' }],
  readAtMs: now - 2 * hour,
  problem: null,
};
