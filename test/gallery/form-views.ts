import type { Availability, BusyBlock, PersonTime } from '../../lib/domain/availability';
import type { DraftAttendee } from '../../lib/domain/draft';
import type { FormView, PersonHours } from '../../lib/domain/form-view';
import { noRepeat } from '../../lib/domain/recurrence/repeat-pattern';
import type { SaveStatus } from '../../lib/domain/save-status';
import type { Holiday, WorkingHours } from '../../lib/domain/workday';

/** Wednesday, 25 November 2026, 08:40 in London. */
export const galleryNow = Date.parse('2026-11-25T08:40:00Z');
const dayMs = 86_400_000;
const window = { startMs: galleryNow - 2 * dayMs, endMs: galleryNow + 20 * dayMs };

const hours = (workdayId: number, zone: string, start: number, end: number, lunch: number): WorkingHours => ({
  workdayId,
  name: zone,
  zone: { kind: 'known', zone },
  days: [0, 1, 2, 3, 4, 5, 6].map((day) =>
    day > 4 ? null : { start, end: day === 4 ? end - 120 : end, breaks: [{ start: lunch, end: lunch + 30 }] },
  ),
});

const at = (from: string, to: string, label = ''): BusyBlock => ({
  startMs: Date.parse(`2026-11-25T${from}:00Z`),
  endMs: Date.parse(`2026-11-25T${to}:00Z`),
  label,
});
const known = (...busy: readonly BusyBlock[]): Availability => ({ kind: 'known', busy });
const unknown: Availability = { kind: 'unknown', reason: 'notShared' };
const time = (email: string, helpdesk: Availability, calendar: Availability): PersonTime => ({
  email,
  window,
  helpdesk,
  calendar,
});

const leah = person('leah.novak@acme.example', 'Leah Novak', 'assignedAgent', 2);
const amir = person('amir.haddad@acme.example', 'Amir Haddad', 'additionalAgent', 3);
const priya = person('priya.rao@acme.example', 'Priya Rao', 'additionalAgent', 5);
const customer = {
  ...person('dana.whitfield@larkspur.example', 'Dana Whitfield', 'customer'),
  isTicked: false,
  isRequired: false,
};

function person(email: string, name: string, role: DraftAttendee['role'], agentId?: number): DraftAttendee {
  return { email, name, role, isTicked: true, isRequired: true, ...(agentId ? { agentId } : {}) };
}

const people: Record<string, PersonHours> = {
  [leah.email]: { hours: hours(1, 'Europe/London', 540, 1050, 750), holidays: [] },
  [amir.email]: { hours: hours(2, 'Europe/Berlin', 480, 1020, 720), holidays: [] },
  [priya.email]: { hours: hours(3, 'Asia/Kolkata', 570, 1110, 780), holidays: [] },
};

const normal: FormView = {
  draft: {
    id: 'gallery-draft',
    ticketId: 1001,
    subject: 'Printer on floor 2 jams with heavy paper',
    notes: 'Ticket 1001: Printer on floor 2 jams with heavy paper\nhttps://acme.halopsa.com/ticket?id=1001',
    location: '',
    date: '2026-11-25',
    start: '10:30',
    end: '11:00',
    allDay: false,
    zone: 'Europe/London',
    attendees: [leah, amir, customer],
    mail: 'nobody',
    isPrivate: false,
    repeat: noRepeat,
    showAs: 'busy',
    wantsMeet: false,
    attendeeInput: '',
  },
  ticket: {
    id: 1001,
    summary: 'Printer on floor 2 jams with heavy paper',
    clientName: 'Larkspur Dental',
    siteName: 'Main Street',
    customer: { name: 'Dana Whitfield', email: customer.email },
    assignedAgentId: 2,
    additionalAgentIds: [3],
    url: 'https://acme.halopsa.com/ticket?id=1001',
  },
  me: { agentId: 2, email: leah.email, name: leah.name },
  people,
  time: {
    [leah.email]: time(
      leah.email,
      known(at('09:30', '10:15', 'Router swap, Larkspur'), at('14:00', '15:30', 'Onboarding day')),
      known(at('09:30', '10:15', 'Router swap'), at('13:00', '13:30')),
    ),
    [amir.email]: time(
      amir.email,
      known(at('11:30', '12:30', 'Server migration')),
      known(at('09:00', '10:00'), at('15:00', '16:00')),
    ),
    [priya.email]: time(priya.email, known(), unknown),
    [customer.email]: time(customer.email, { kind: 'unknown', reason: 'notAnAgent' }, unknown),
  },
  helpdeskConnected: true,
  calendarConnected: true,
  seriesSync: {
    untilMs: Date.parse('2027-05-24T00:00:00+01:00'),
    mayCreate: true,
    filters: { declined: true, free: false, allDay: false, private: false, otherTypes: true, tasks: true },
  },
  notices: [],
  defaultLengthMinutes: 30,
  status: null,
};

const holiday: Holiday = {
  name: 'Founders’ Day',
  of: { kind: 'workday', workdayId: 2 },
  firstDay: '2026-11-25',
  lastDay: '2026-11-25',
};

const withDraft = (patch: Partial<FormView['draft']>, rest: Partial<FormView> = {}): FormView => ({
  ...normal,
  ...rest,
  draft: { ...normal.draft, ...patch },
});

const crowd = Array.from({ length: 200 }, (_, index) =>
  person(
    `agent.${index}@acme.example`,
    `Agent Number ${index}`,
    index === 0 ? 'assignedAgent' : 'additionalAgent',
    index + 10,
  ),
);

const status = (patch: Partial<SaveStatus>): FormView => ({
  ...normal,
  status: {
    linkId: 'link-1',
    subject: normal.draft.subject,
    helpdesk: { kind: 'done', url: 'https://acme.halopsa.com/calendar?id=77', remark: null },
    calendar: { kind: 'done', url: 'https://www.google.com/calendar/event?eid=abc', remark: null },
    ...patch,
  },
});

export const formViews: Readonly<Record<string, FormView>> = {
  normal,
  warnings: withDraft(
    {
      start: '16:30',
      end: '18:00',
      attendees: [leah, amir, priya, { ...customer, isTicked: true }],
      mail: 'everybody',
    },
    {
      people: { ...people, [amir.email]: { hours: hours(2, 'Europe/Berlin', 480, 1020, 720), holidays: [holiday] } },
      notices: [
        { kind: 'agentDisabled', name: 'Jonas Weber' },
        { kind: 'agentWithoutWorkday', name: 'Sam Okafor' },
        { kind: 'directoryIsOld', readAtMs: galleryNow - dayMs, problem: { kind: 'offline' } },
      ],
    },
  ),
  unknown: withDraft(
    { attendees: [leah, amir, priya, { ...customer, isTicked: true, isRequired: false }] },
    {
      calendarConnected: false,
      people: {
        ...people,
        [amir.email]: {
          hours: { ...hours(2, 'Europe/Berlin', 480, 1020, 720), zone: { kind: 'unknown', name: 'Custom Zone 7' } },
          holidays: [],
        },
      },
      notices: [{ kind: 'unknownZone', name: 'Amir Haddad', zone: 'Custom Zone 7' }],
      time: Object.fromEntries(Object.entries(normal.time).filter(([email]) => email !== amir.email)),
    },
  ),
  crowd: withDraft(
    { attendees: crowd, mail: 'everybody' },
    {
      people: Object.fromEntries(
        crowd.map(({ email }, index) => [
          email,
          { hours: hours(index, index % 3 ? 'Europe/London' : 'America/New_York', 540, 1050, 720), holidays: [] },
        ]),
      ),
      time: Object.fromEntries(
        crowd.map(({ email }, index) => [
          email,
          time(email, known(at('12:00', '13:00', 'Review')), index % 7 === 0 ? unknown : known(at('15:00', '15:30'))),
        ]),
      ),
    },
  ),
  hostile: withDraft(
    {
      subject: '<img src=x onerror=alert(1)> "><script>alert(2)</script> مرحبا 🖨️🔥',
      notes: '</textarea><script>alert(3)</script>\n\u202Eבדיקה',
      attendees: [
        { ...leah, name: '<b>Leah</b> "Novak"' },
        { ...amir, name: 'أمير حداد 🧑‍💻' },
        { ...priya, name: 'P'.repeat(300) },
      ],
      attendeeInput: '<script>alert(4)</script>',
    },
    {
      ticket: {
        ...normal.ticket,
        id: 1012,
        summary: '<script>',
        clientName: 'שלום בע"מ',
        siteName: `W${'o'.repeat(200)}w`,
        customer: null,
        assignedAgentId: 2,
        additionalAgentIds: [],
        url: 'javascript:alert(5)',
      },
    },
  ),
  empty: withDraft(
    { subject: '', date: '', start: '', end: '', attendees: [], ticketId: null },
    { ticket: null, calendarConnected: false, helpdeskConnected: false },
  ),
  allDay: withDraft({ allDay: true }),
  saving: status({ helpdesk: { kind: 'working' }, calendar: { kind: 'working' } }),
  created: status({
    helpdesk: {
      kind: 'done',
      url: 'https://acme.halopsa.com/calendar?id=77',
      remark: 'Please note that part or all of this Appointment falls outside the Agents working hours.',
    },
  }),
  waiting: status({
    calendar: {
      kind: 'waiting',
      problem: { kind: 'rateLimited', side: 'calendar', retryAtMs: galleryNow + 300_000 },
      retryAtMs: galleryNow + 300_000,
    },
  }),
  failed: status({
    helpdesk: {
      kind: 'failed',
      problem: { kind: 'refused', side: 'helpdesk', status: 400, detail: '<b>Agent</b> is not licensed' },
    },
    calendar: { kind: 'waiting', problem: { kind: 'needsSignIn', side: 'calendar' }, retryAtMs: null },
  }),
};
