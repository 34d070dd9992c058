import { DateTime } from 'luxon';

/** A Tuesday beyond everything that the fixtures plan, and none of their public holidays (about the tenth of a month). */
export function quietTuesday(nowMs = Date.now()): string {
  let day = DateTime.fromMillis(nowMs, { zone: 'utc' }).startOf('day').plus({ days: 14 });
  while (day.weekday !== 2 || (day.day >= 10 && day.day <= 12)) day = day.plus({ days: 1 });
  return day.toFormat('yyyy-MM-dd');
}

/** A wall-clock time in London as epoch milliseconds. */
export function londonMs(day: string, time: string): number {
  return DateTime.fromISO(`${day}T${time}`, { zone: 'Europe/London' }).toMillis();
}
