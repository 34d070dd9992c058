/** Dates and times for people, by Intl alone: pages that carry no luxon use these too. */

const formatters = new Map<string, Intl.DateTimeFormat>();

const shapes = {
  clock: { hour: '2-digit', minute: '2-digit' },
  hour: { hour: 'numeric' },
  weekday: { weekday: 'long' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  moment: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  zone: { timeZoneName: 'short', hour: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** The language of the page's texts, with the reader's own region where that is the same language. */
export function pageLocale(): string {
  const pageLanguage = document.documentElement.lang;
  if (pageLanguage === '') return navigator.language;
  if (pageLanguage.includes('-')) return pageLanguage;
  const languageOf = (tag: string) => tag.split('-', 1)[0];
  const own = navigator.languages.find((tag) => languageOf(tag) === languageOf(pageLanguage));
  return own ?? pageLanguage;
}

/** `10:00`, or `10:00 AM` where people write so. `zone` absent: the reader's own. */
export function clockText(ms: number, zone?: string): string {
  return formatter('clock', zone).format(ms);
}

/** `10:00 – 10:30`. */
export function clockRangeText(startMs: number, endMs: number, zone?: string): string {
  return `${clockText(startMs, zone)} – ${clockText(endMs, zone)}`;
}

/** The hour alone, for the top of the lanes: `10`, or `10 AM`. */
export function hourText(ms: number, zone: string): string {
  const parts = formatter('hour', zone).formatToParts(ms);
  return parts
    .filter((part) => part.type === 'hour' || part.type === 'dayPeriod')
    .map((part) => part.value)
    .join(' ');
}

/** `Wed, 25 Nov`. */
export function dayText(ms: number, zone?: string): string {
  return formatter('day', zone).format(ms);
}

/** `25 Nov, 10:00`: for what was done within the last months. */
export function momentText(ms: number): string {
  return formatter('moment', undefined).format(ms);
}

/** `Wed, 25 Nov 2026`: for lists that reach into other years. */
export function dateText(ms: number): string {
  return formatter('date', undefined).format(ms);
}

/** `Wednesday, 25 November`. */
export function longDayText(ms: number, zone?: string): string {
  return formatter('longDay', zone).format(ms);
}

export function weekdayText(ms: number, zone?: string): string {
  return formatter('weekday', zone).format(ms);
}

/** Minutes after midnight as a clock shows them; 1440 is the end of the day. */
export function minutesText(minutes: number): string {
  const isDayEnd = minutes === 1440 && formatter('clock', 'UTC').resolvedOptions().hourCycle?.startsWith('h2');
  return isDayEnd ? '24:00' : clockText(minutes * 60_000, 'UTC');
}

/** `London`: the place an IANA zone is named after. */
export function placeText(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** `London, GMT`: the place a zone is named after, and its short name at that time. */
export function zoneText(zone: string, ms: number): string {
  const place = placeText(zone);
  const short = formatter('zone', zone)
    .formatToParts(ms)
    .find((part) => part.type === 'timeZoneName')?.value;
  return short === undefined || short === place ? place : `${place}, ${short}`;
}

/** `A, B and C`, as the page's language joins names. */
export function listText(names: readonly string[]): string {
  return new Intl.ListFormat(pageLocale(), { type: 'conjunction' }).format(names);
}

function formatter(shape: keyof typeof shapes, zone: string | undefined): Intl.DateTimeFormat {
  const key = `${pageLocale()} ${shape} ${zone ?? ''}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(pageLocale(), zone ? { ...shapes[shape], timeZone: zone } : shapes[shape]);
  formatters.set(key, made);
  return made;
}
