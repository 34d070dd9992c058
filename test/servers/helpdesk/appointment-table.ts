import type { AppointmentRow } from './appointment-fields';
import { type HelpdeskContext, haloNow } from './helpdesk-context';

/** Ids are never given twice, not after a deletion either. */
export function nextAppointmentId({ state }: HelpdeskContext): number {
  return Math.max(5_000, ...state.appointments.keys(), ...state.deletedAppointments.keys()) + 1;
}

/** Takes a row out, but keeps what `includedeleted` lists. */
export function dropAppointment(context: HelpdeskContext, row: AppointmentRow): void {
  context.state.appointments.delete(row.id);
  context.state.deletedAppointments.set(row.id, { ...row, last_modified: haloNow(context) });
}
