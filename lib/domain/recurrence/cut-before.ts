import { dayMs, dayName } from '../calendar-day';
import { formatInstant } from '../span-interval';

/** The rule of a series without its dates from this one on: it ends a second, in whole days a day, before that. */
export function cutBefore(recurrence: readonly string[], originalStart: string): readonly string[] {
  const startMs = Date.parse(originalStart);
  const isDay = originalStart.length === 10;
  const until = isDay ? dayName(startMs / dayMs - 1) : formatInstant(startMs - 1000);
  return recurrence.map((line) =>
    line.startsWith('RRULE:')
      ? `${line.replace(/(UNTIL|COUNT)=[^;]*;?/g, '').replace(/;$/, '')};UNTIL=${until.replaceAll(/[-:]/g, '')}`
      : line,
  );
}
