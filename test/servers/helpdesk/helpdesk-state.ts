import type { AppointmentRow } from './appointment-fields';
import { AppointmentRows } from './appointment-rows';

/** Agents of Halo (`Uname`), as far as this server holds them. */
export interface AgentRow {
  id: number;
  guid: string;
  name: string;
  firstname: string;
  surname: string;
  initials: string;
  email: string | null;
  googleemail: string | null;
  jobtitle: string | null;
  team: string | null;
  colour: string;
  isdisabled: boolean;
  isapiagent: boolean;
  is_admin: boolean;
  workday_id: number | null;
}

/** Halo's pseudo agent of tickets that nobody has. */
export const unassignedAgentId = 1;

export interface TicketRow {
  id: number;
  guid: string;
  summary: string | null;
  details: string | null;
  status_id: number;
  status_name: string;
  tickettype_id: number;
  tickettype_name: string;
  priority_id: number;
  priority_name: string;
  agent_id: number | null;
  team: string | null;
  additional_agents: { faultid: number; id: number; name: string }[];
  client_id: number | null;
  client_name: string | null;
  site_id: number | null;
  site_name: string | null;
  user_id: number | null;
  user_name: string | null;
  user_email: string | null;
  default_appointment_summary: string | null;
  default_appointment_details: string | null;
  dateoccurred: string;
  dateclosed: string | null;
  last_update: string;
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Wall-clock times are date-times with a date that means nothing, e.g. `2000-01-01T09:00:00`. */
export type WorkdayRow = {
  id: number;
  guid: string;
  name: string;
  summary: string | null;
  timezone: string | null;
  start: string | null;
  end: string | null;
  alldayssame: boolean;
  breaks: WorkdayBreakRow[];
} & { [D in Weekday as `inc${D}`]: boolean } & { [D in Weekday as `start${D}` | `end${D}`]: string | null };

export type WorkdayBreakRow = {
  id: number;
  name: string;
  workday_id: number;
  start: string;
  end: string;
} & { [D in Weekday as `inc${D}`]: boolean };

/** A public holiday has a `workday_id`, an agent's own leave an `agent_id`. */
export interface HolidayRow {
  id: string;
  holid: number;
  workday_id: number | null;
  agent_id: number | null;
  name: string;
  date: string;
  end_date: string;
  allday: boolean;
  holiday_type: number | null;
  /** 1 is approved; other values of the real helpdesk are not known. */
  approval_status: number | null;
}

/** Configuration > Integrations > Halo API > View Applications. */
export interface ApplicationRow {
  client_id: string;
  name: string;
  redirecturi_list: string[];
  /** What the Permissions tab grants; `all` grants every scope there is. */
  scopes: string[];
  allowagents: boolean;
  inactive: boolean;
}

export interface TokenRow {
  kind: 'access' | 'refresh';
  value: string;
  client_id: string;
  agent_id: number;
  scopes: readonly string[];
  /** Epoch ms; refresh tokens last until they are used or revoked. */
  expiresAtMs: number;
}

export interface CodeRow {
  value: string;
  client_id: string;
  agent_id: number;
  scopes: readonly string[];
  redirect_uri: string;
  code_challenge: string;
  expiresAtMs: number;
}

export interface ControlRow {
  rtimezone: string;
  defaultSiteTimezone: string;
  useutcforappointments: boolean;
  allow_additional_agents_on_tickets: boolean;
  newagent_apptsync: number;
  /** The Halo Integrator's runs for Google Calendar and for Exchange; times as everywhere, null: never. */
  halointegrator_googlecalendars: boolean;
  halointegrator_googlecalendars_lastsync: string | null;
  halointegrator_googlecalendars_lasterror: string | null;
  /** A number; what it stands for is documented nowhere. */
  google_cal_method: number | null;
  halointegrator_exchange: boolean;
  halointegrator_exchange_lastsync: string | null;
  halointegrator_exchange_lasterror: string | null;
}

/** Mail that Halo would have sent: `inform_agents` and `inform_user` of a saved appointment. */
export interface NotificationRow {
  appointment_id: number;
  to: 'agents' | 'user';
}

/** What a fixture holds: everything that stands in the helpdesk before the first request. */
export interface HelpdeskSeed {
  agents: AgentRow[];
  tickets: TicketRow[];
  workdays: WorkdayRow[];
  holidays: HolidayRow[];
  appointments: AppointmentRow[];
  applications: ApplicationRow[];
  control: ControlRow;
}

/** Open to tests: a change made here is what somebody else did in the web UI. */
export interface HelpdeskState extends Omit<HelpdeskSeed, 'appointments'> {
  appointments: AppointmentRows;
  /** What DELETE took out; `includedeleted=true` lists it. */
  deletedAppointments: Map<number, AppointmentRow>;
  tokens: TokenRow[];
  codes: CodeRow[];
  notifications: NotificationRow[];
}

/** How this tenant behaves where tenants differ, or where it is not known how they do. */
export interface HelpdeskSettings {
  /** On: a refresh token works once and the answer holds the next. Off: it keeps working. */
  rotateRefreshTokens: boolean;
  /** Without rotation: the answer names the same refresh token again instead of none. */
  repeatsRefreshToken: boolean;
  /** Off: `entryid` of a body is dropped. */
  keepsEntryId: boolean;
  /** Off: as before the 2025 API, rows of a listing have no `last_modified`. */
  listHasLastModified: boolean;
  /** On: agents and workdays come as `{record_count, agents: []}` instead of a bare array. */
  namedLists: boolean;
  /** On: GET /Control is for administrators. */
  controlForbidden: boolean;
  /** On: everything but a token with scope `all` gets 403. */
  narrowScopesForbidden: boolean;
  /** On: the authorisation server is `auth.haloservicedesk.com`, as for tenants hosted by Halo. */
  authOnOtherHost: boolean;
  tokenLifeSeconds: number;
  /** Requests to the API per rolling window. */
  rateLimit: number;
  rateWindowSeconds: number;
  /** On: 429 comes with `Retry-After`; Halo does not promise it. */
  sendsRetryAfter: boolean;
}

export function toHelpdeskState(seed: HelpdeskSeed): HelpdeskState {
  const { appointments, ...rest } = seed;
  return {
    ...rest,
    appointments: new AppointmentRows(appointments),
    deletedAppointments: new Map(),
    tokens: [],
    codes: [],
    notifications: [],
  };
}

export function defaultHelpdeskSettings(): HelpdeskSettings {
  return {
    rotateRefreshTokens: true,
    repeatsRefreshToken: false,
    keepsEntryId: true,
    listHasLastModified: true,
    namedLists: false,
    controlForbidden: false,
    narrowScopesForbidden: false,
    authOnOtherHost: false,
    tokenLifeSeconds: 3_600,
    rateLimit: 300,
    rateWindowSeconds: 300,
    sendsRetryAfter: false,
  };
}
