/** The ticket's page in Halo's web app. */
export function haloTicketUrl(origin: string, ticketId: number): string {
  return `${origin}/ticket?id=${ticketId}`;
}

/** The agent's calendar in Halo's web app. */
export function haloCalendarUrl(origin: string): string {
  return `${origin}/calendar`;
}

/** Where an appointment can be seen. Halo documents no page for a single one: its ticket shows it, else the calendar. */
export function haloAppointmentUrl(origin: string, ticketId: number | null): string {
  return ticketId === null ? haloCalendarUrl(origin) : haloTicketUrl(origin, ticketId);
}
