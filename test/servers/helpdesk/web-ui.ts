import { type AppointmentRow, toAppointmentRow } from './appointment-fields';
import { dropAppointment, nextAppointmentId } from './appointment-table';
import { type HelpdeskContext, haloNow } from './helpdesk-context';

/** What colleagues do in the helpdesk's pages: as the API, but nobody checks a token, and `last_modified` moves on. */
export interface WebUi {
  createAppointment(given: Partial<AppointmentRow>): AppointmentRow;
  changeAppointment(id: number, changes: Partial<AppointmentRow>): AppointmentRow;
  deleteAppointment(id: number): void;
}

export function createWebUi(context: HelpdeskContext): WebUi {
  const { state } = context;
  const find = (id: number): AppointmentRow => {
    const row = state.appointments.get(id);
    if (row === undefined) throw new Error(`the helpdesk holds no appointment ${id}`);
    return row;
  };
  return {
    createAppointment(given) {
      const id = given.id ?? nextAppointmentId(context);
      const row = toAppointmentRow({ last_modified: haloNow(context), ...given, id });
      state.appointments.set(row.id, row);
      return row;
    },
    changeAppointment(id, changes) {
      const row = { ...find(id), last_modified: haloNow(context), ...changes, id };
      state.appointments.set(id, row);
      return row;
    },
    deleteAppointment(id) {
      dropAppointment(context, find(id));
    },
  };
}
