type FieldType = 'integer' | 'number' | 'boolean' | 'string' | 'date-time' | 'uuid';

interface FieldRule {
  readonly type: FieldType;
  /** `list`: also in the rows of a listing. `details`: only where one appointment is answered in full. */
  readonly in: 'list' | 'details';
  /** `stored`: a client may set it. `filled`: accepted in a body and ignored, the server fills it. `order`: acts once, is never answered. */
  readonly write: 'stored' | 'filled' | 'order';
}

/**
 * The fields of Halo's `Appointment` that this server speaks: its own list, so that it is strict without the vendor's file too.
 * A test holds it against that file, name by name and type by type.
 */
export const appointmentFields = {
  id: { type: 'integer', in: 'list', write: 'stored' },
  agent_id: { type: 'integer', in: 'list', write: 'stored' },
  agent_name: { type: 'string', in: 'list', write: 'filled' },
  ticket_id: { type: 'integer', in: 'list', write: 'stored' },
  subject: { type: 'string', in: 'list', write: 'stored' },
  start_date: { type: 'date-time', in: 'list', write: 'stored' },
  end_date: { type: 'date-time', in: 'list', write: 'stored' },
  allday: { type: 'boolean', in: 'list', write: 'stored' },
  attendees: { type: 'string', in: 'list', write: 'stored' },
  is_private: { type: 'boolean', in: 'list', write: 'stored' },
  is_task: { type: 'boolean', in: 'list', write: 'stored' },
  type: { type: 'integer', in: 'list', write: 'stored' },
  colour: { type: 'string', in: 'list', write: 'filled' },
  appointment_type_name: { type: 'string', in: 'list', write: 'filled' },
  appointment_location: { type: 'integer', in: 'list', write: 'stored' },
  appointment_location_name: { type: 'string', in: 'list', write: 'filled' },
  appointment_location_free_text: { type: 'string', in: 'list', write: 'stored' },
  client_id: { type: 'integer', in: 'list', write: 'stored' },
  client_name: { type: 'string', in: 'list', write: 'filled' },
  site_id: { type: 'integer', in: 'list', write: 'stored' },
  site_name: { type: 'string', in: 'list', write: 'filled' },
  user_id: { type: 'integer', in: 'list', write: 'stored' },
  user_name: { type: 'string', in: 'list', write: 'filled' },
  complete_status: { type: 'integer', in: 'list', write: 'stored' },
  open_appointment_status: { type: 'integer', in: 'list', write: 'stored' },
  online_meeting_url: { type: 'string', in: 'list', write: 'stored' },
  organizer: { type: 'integer', in: 'list', write: 'stored' },
  entryid: { type: 'string', in: 'list', write: 'stored' },
  changekey: { type: 'string', in: 'list', write: 'stored' },
  calendar_id: { type: 'string', in: 'list', write: 'stored' },
  exchangelastmodifieddate: { type: 'date-time', in: 'list', write: 'stored' },
  last_modified: { type: 'date-time', in: 'list', write: 'filled' },
  holiday_id: { type: 'uuid', in: 'list', write: 'filled' },
  holiday_type: { type: 'integer', in: 'list', write: 'filled' },
  _recurringmaster: { type: 'boolean', in: 'list', write: 'filled' },
  recurring_master_id: { type: 'string', in: 'list', write: 'stored' },
  recurring_desc: { type: 'string', in: 'list', write: 'filled' },
  _canupdate: { type: 'boolean', in: 'list', write: 'filled' },
  _candelete: { type: 'boolean', in: 'list', write: 'filled' },
  _cancomplete: { type: 'boolean', in: 'list', write: 'filled' },
  note: { type: 'string', in: 'details', write: 'stored' },
  note_html: { type: 'string', in: 'details', write: 'stored' },
  appointment_type_id: { type: 'integer', in: 'details', write: 'stored' },
  status: { type: 'integer', in: 'details', write: 'stored' },
  agent_status: { type: 'integer', in: 'details', write: 'stored' },
  appointment_status: { type: 'integer', in: 'details', write: 'stored' },
  start_date_only: { type: 'date-time', in: 'details', write: 'filled' },
  end_date_only: { type: 'date-time', in: 'details', write: 'filled' },
  complete_date: { type: 'date-time', in: 'details', write: 'stored' },
  complete_agent_id: { type: 'integer', in: 'details', write: 'stored' },
  complete_note: { type: 'string', in: 'details', write: 'stored' },
  exchange_uid: { type: 'string', in: 'details', write: 'stored' },
  organizer_email: { type: 'string', in: 'details', write: 'stored' },
  external_organizer: { type: 'boolean', in: 'details', write: 'stored' },
  reminderminutes: { type: 'integer', in: 'details', write: 'stored' },
  halo_recurring_master_id: { type: 'integer', in: 'details', write: 'stored' },
  _force: { type: 'boolean', in: 'details', write: 'order' },
  _validateonly: { type: 'boolean', in: 'details', write: 'order' },
  _warning: { type: 'string', in: 'details', write: 'order' },
  inform_agents: { type: 'boolean', in: 'details', write: 'order' },
  inform_user: { type: 'boolean', in: 'details', write: 'order' },
  reassign_ticket: { type: 'boolean', in: 'details', write: 'order' },
  update_ticket_status: { type: 'integer', in: 'details', write: 'order' },
} as const satisfies Record<string, FieldRule>;

type Fields = typeof appointmentFields;
type FieldName = keyof Fields;
type ValueOf<T extends FieldType> = T extends 'integer' | 'number' ? number : T extends 'boolean' ? boolean : string;
type StoredName = { [N in FieldName]: Fields[N]['write'] extends 'order' ? never : N }[FieldName];

/** One appointment as the helpdesk holds it, under the field names of its API. */
export type AppointmentRow = { [N in Exclude<StoredName, 'id'>]: ValueOf<Fields[N]['type']> | null } & { id: number };

export function isAppointmentField(name: string): name is FieldName {
  return Object.hasOwn(appointmentFields, name);
}

const rulesByName = Object.entries(appointmentFields) as [FieldName, FieldRule][];

/** Names of the fields that fit, in the table's order. */
export function appointmentFieldNames(fits: (rule: FieldRule) => boolean): readonly FieldName[] {
  return rulesByName.filter(([, rule]) => fits(rule)).map(([name]) => name);
}

/** UTC without a zone mark, to the second: the only form in which Halo is known to write and to read a time. */
const haloTime = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isHaloTime(value: string): boolean {
  return haloTime.test(value);
}

/** Null is a value of every field: it empties it. */
export function fitsFieldType(value: unknown, type: FieldType): boolean {
  if (value === null) return true;
  switch (type) {
    case 'integer':
      return Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_648;
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    case 'date-time':
      return typeof value === 'string' && isHaloTime(value);
    case 'uuid':
      return typeof value === 'string' && uuid.test(value);
  }
}

/** A row with nothing in it but what is given; everything else is null, as in a table of a database. */
export function toAppointmentRow(given: Partial<AppointmentRow> & { readonly id: number }): AppointmentRow {
  const empty = Object.fromEntries(
    appointmentFieldNames((rule) => rule.write !== 'order').map((name) => [name, null]),
  ) as Omit<AppointmentRow, 'id'>;
  return {
    ...empty,
    allday: false,
    is_private: false,
    is_task: false,
    complete_status: -1,
    type: 0,
    _recurringmaster: false,
    _canupdate: true,
    _candelete: true,
    _cancomplete: true,
    ...given,
  };
}
