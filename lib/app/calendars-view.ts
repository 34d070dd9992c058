import type { CalendarsView } from '../domain/account-views';
import { type Desk, isProblem } from './desk';

/** Options, "Calendars": what the account can see, what is chosen, what counts as busy. */
export async function readCalendars(desk: Desk): Promise<CalendarsView> {
  const { calendar: account } = await desk.readSettings();
  const chosen = { chosenId: account?.calendarId ?? null, countsAsBusy: account?.countsAsBusy ?? [] };
  const calendar = await desk.calendar();
  if (isProblem(calendar)) return { ...chosen, calendars: [], problem: calendar };
  try {
    return { ...chosen, calendars: await calendar.listCalendars(), problem: null };
  } catch (error) {
    return { ...chosen, calendars: [], problem: desk.toProblem(error, 'calendar') };
  }
}

/** Appointments go to this calendar from now on, and the next run lets go of the one before; one that cannot be written to is refused. */
export async function chooseCalendar(desk: Desk, id: string): Promise<CalendarsView> {
  const view = await readCalendars(desk);
  const chosen = view.calendars.find((calendar) => calendar.id === id);
  if (chosen === undefined) return view;
  if (!chosen.canWrite) return { ...view, problem: { kind: 'readOnlyCalendar', calendar: chosen.name } };
  await desk.changeSettings((settings) => ({
    ...settings,
    calendar: settings.calendar && { ...settings.calendar, calendarId: id, calendarName: chosen.name },
  }));
  return { ...view, chosenId: id };
}

export async function setCountsAsBusy(desk: Desk, ids: readonly string[]): Promise<CalendarsView> {
  const view = await readCalendars(desk);
  const known = ids.filter((id) => view.calendars.some((calendar) => calendar.id === id));
  await desk.changeSettings((settings) => ({
    ...settings,
    calendar: settings.calendar && { ...settings.calendar, countsAsBusy: known },
  }));
  return { ...view, countsAsBusy: known };
}
