import * as z from 'zod/mini';

// Shapes of the tenant's own API document (https://TENANT/api/swagger/v2/swagger.json), as far as Docket reads them.
// Every field may be missing or null: Halo leaves out what a list does not show and what a tenant has switched off.
const Text = z.nullish(z.string());
const Whole = z.nullish(z.int());
const Flag = z.nullish(z.boolean());

export const HaloAgent = z.looseObject({
  id: z.int(),
  name: Text,
  email: Text,
  googleemail: Text,
  isdisabled: Flag,
  isapiagent: Flag,
  workday_id: Whole,
  workday_timezone: Text,
});
export type HaloAgent = z.infer<typeof HaloAgent>;

const includedDays = {
  incmonday: Flag,
  inctuesday: Flag,
  incwednesday: Flag,
  incthursday: Flag,
  incfriday: Flag,
  incsaturday: Flag,
  incsunday: Flag,
};

export const HaloWorkday = z.looseObject({
  id: z.int(),
  name: Text,
  timezone: Text,
  start: Text,
  end: Text,
  alldayssame: Flag,
  ...includedDays,
  startmonday: Text,
  starttuesday: Text,
  startwednesday: Text,
  startthursday: Text,
  startfriday: Text,
  startsaturday: Text,
  startsunday: Text,
  endmonday: Text,
  endtuesday: Text,
  endwednesday: Text,
  endthursday: Text,
  endfriday: Text,
  endsaturday: Text,
  endsunday: Text,
  breaks: z.nullish(z.array(z.looseObject({ name: Text, start: Text, end: Text, ...includedDays }))),
  holidays: z.nullish(z.array(z.unknown())),
});
export type HaloWorkday = z.infer<typeof HaloWorkday>;

export const HaloHoliday = z.looseObject({
  id: z.nullish(z.union([z.string(), z.int()])),
  name: Text,
  date: z.string(),
  end_date: Text,
  allday: Flag,
  workday_id: Whole,
  agent_id: Whole,
});
export type HaloHoliday = z.infer<typeof HaloHoliday>;

export const HaloTicket = z.looseObject({
  id: z.int(),
  summary: Text,
  default_appointment_summary: Text,
  default_appointment_details: Text,
  client_name: Text,
  site_name: Text,
  user_name: Text,
  user_email: Text,
  agent_id: Whole,
  additional_agents: z.nullish(z.array(z.looseObject({ id: z.int() }))),
});
export type HaloTicket = z.infer<typeof HaloTicket>;

export const HaloAppointment = z.looseObject({
  id: z.int(),
  agent_id: z.int(),
  ticket_id: Whole,
  subject: Text,
  start_date: z.string(),
  end_date: z.string(),
  allday: Flag,
  note: Text,
  attendees: Text,
  appointment_location_free_text: Text,
  appointment_location_name: Text,
  is_private: Flag,
  is_task: Flag,
  complete_status: Whole,
  holiday_id: Text,
  shift_type_id: Whole,
  _recurringmaster: Flag,
  // Only shown, of series masters alone: it must not cost an appointment.
  recurring_desc: z.nullish(z.unknown()),
  entryid: Text,
  exchange_uid: Text,
  calendar_id: Text,
  last_modified: Text,
  _warning: Text,
});
export type HaloAppointment = z.infer<typeof HaloAppointment>;

/** What can be said of an answer to a write before it is known to be an appointment. */
export const HaloSaved = z.looseObject({ id: z.nullish(z.int()), _warning: Text });
export type HaloSaved = z.infer<typeof HaloSaved>;

export const HaloControl = z.looseObject({
  rtimezone: Text,
  defaultSiteTimezone: Text,
  useutcforappointments: Flag,
  halointegrator_googlecalendars: Flag,
  halointegrator_googlecalendars_lastsync: Text,
  halointegrator_googlecalendars_lasterror: Text,
  // Only shown: a value of another type must not cost the settings that are needed.
  google_cal_method: z.nullish(z.unknown()),
  halointegrator_exchange: Flag,
  halointegrator_exchange_lastsync: Text,
  halointegrator_exchange_lasterror: Text,
});
export type HaloControl = z.infer<typeof HaloControl>;

/** What stands beside the rows of a paged list. */
export const HaloPage = z.looseObject({ record_count: Whole, page_size: Whole });
