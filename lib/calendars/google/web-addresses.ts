/**
 * Google Calendar's own page. Where several accounts are signed in, `authuser` names the one that is meant: Google's pages
 * take it without documenting it, and one that does not shows the first account's calendar.
 */
export function googleCalendarUrl(email: string): string {
  return `https://calendar.google.com/calendar/r?authuser=${encodeURIComponent(email)}`;
}
