import { clockRangeText, pageLocale } from './time-format';

/** Local calendar day of an instant, `YYYY-MM-DD`; `daysLater` counts calendar days, not 24 hours. */
export function localDay(ms: number, daysLater = 0): string {
  const at = new Date(ms);
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate() + daysLater);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Noon of a `YYYY-MM-DD`, because midnight does not exist everywhere on days when clocks change. */
export function noonOf(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 12).getTime();
}

/** "3 minutes ago", "in 2 hours"; null below a minute. */
export function relativeText(ms: number, nowMs: number): string | null {
  const seconds = (ms - nowMs) / 1_000;
  const size = Math.abs(seconds);
  if (size < 60) return null;
  const format = new Intl.RelativeTimeFormat(pageLocale(), { numeric: 'auto' });
  if (size < 3_600) return format.format(Math.trunc(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.trunc(seconds / 3_600), 'hour');
  return format.format(Math.trunc(seconds / 86_400), 'day');
}

/** Day and time in full, for titles and reports. */
export function exactText(ms: number): string {
  return new Intl.DateTimeFormat(pageLocale(), { dateStyle: 'full', timeStyle: 'short' }).format(ms);
}

/** "09:00 – 09:30", with weekdays where start and end lie on different days. */
export function spanText(startMs: number, endMs: number): string {
  if (isWithinOneDay(startMs, endMs)) return clockRangeText(startMs, endMs);
  const shape = { weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(pageLocale(), shape).formatRange(startMs, endMs);
}

/** An end at midnight belongs to the day before. */
export function isWithinOneDay(startMs: number, endMs: number): boolean {
  return localDay(startMs) === localDay(Math.max(startMs, endMs - 1));
}
