/** The ticket's page in Halo's web app. */
export function haloTicketUrl(origin: string, ticketId: number): string {
  return `${origin}/ticket?id=${ticketId}`;
}

/** Where an appointment can be seen. Halo documents no page for a single one: its ticket shows it, else the calendar. */
export function haloAppointmentUrl(origin: string, ticketId: number | null): string {
  return ticketId === null ? `${origin}/calendar` : haloTicketUrl(origin, ticketId);
}
