import type { Agent } from '../../domain/agent';
import type { Ticket } from '../../domain/ticket';
import type { HaloAgent, HaloTicket } from './schemas';
import { haloTicketUrl } from './web-addresses';

/** Halo's stand-in for "nobody": tickets without an agent carry its id. */
const unassignedAgentId = 1;

export function fromHaloAgent(row: HaloAgent): Agent {
  return {
    id: row.id,
    name: row.name?.trim() ?? '',
    email: row.email?.trim() ?? '',
    googleEmail: row.googleemail?.trim() ?? '',
    isDisabled: row.isdisabled ?? false,
    workdayId: row.workday_id == null || row.workday_id <= 0 ? null : row.workday_id,
    workdayZoneName: row.workday_timezone?.trim() ?? '',
  };
}

/** Agents that are people: not the stand-in for "nobody", not an application's account. */
export function isPerson(row: HaloAgent): boolean {
  return row.id !== unassignedAgentId && row.isapiagent !== true;
}

export function fromHaloTicket(row: HaloTicket, origin: string): Ticket {
  const customer = { name: row.user_name?.trim() ?? '', email: row.user_email?.trim() ?? '' };
  return {
    id: row.id,
    summary: row.summary ?? '',
    ...(row.default_appointment_summary ? { appointmentSummary: row.default_appointment_summary } : {}),
    ...(row.default_appointment_details ? { appointmentDetails: row.default_appointment_details } : {}),
    clientName: row.client_name ?? '',
    siteName: row.site_name ?? '',
    customer: customer.name === '' && customer.email === '' ? null : customer,
    assignedAgentId: isAgentId(row.agent_id) ? row.agent_id : null,
    additionalAgentIds: [...new Set(row.additional_agents?.map(({ id }) => id).filter(isAgentId) ?? [])],
    url: haloTicketUrl(origin, row.id),
  };
}

function isAgentId(id: number | null | undefined): id is number {
  return id != null && id > 0 && id !== unassignedAgentId;
}
