import { type AppointmentRow, appointmentFieldNames } from './appointment-fields';
import type { HelpdeskContext } from './helpdesk-context';

type JsonRow = Readonly<Record<string, unknown>>;

const listNames = appointmentFieldNames((rule) => rule.in === 'list' && rule.write !== 'order');

/** A row of `GET /Appointment`: the fields of the vendor's `Appointment_List`, no more. */
export function toListRow(context: HelpdeskContext, row: AppointmentRow): JsonRow {
  const named: JsonRow = { ...row, agent_name: agentName(context, row.agent_id) };
  const kept = context.settings.listHasLastModified ? listNames : listNames.filter((name) => name !== 'last_modified');
  return Object.fromEntries(kept.map((name) => [name, named[name]]));
}

/** The full entity, as `includedetails=true` and every save answer it. */
export function toDetails(context: HelpdeskContext, row: AppointmentRow, warning: string | null): JsonRow {
  const name = agentName(context, row.agent_id);
  return {
    ...row,
    agent_name: name,
    agents: row.agent_id === null ? [] : [{ id: row.agent_id, name }],
    start_date_only: dayOf(row.start_date),
    end_date_only: dayOf(row.end_date),
    _warning: warning,
  };
}

export function agentName(context: HelpdeskContext, id: number | null): string | null {
  return context.state.agents.find((agent) => agent.id === id)?.name ?? null;
}

function dayOf(time: string | null): string | null {
  return time === null ? null : `${time.slice(0, 10)}T00:00:00`;
}
