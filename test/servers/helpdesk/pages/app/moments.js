/** The helpdesk speaks UTC without saying so. */
function toDate(text) {
  return new Date(`${text.slice(0, 19)}Z`);
}

export function formatDay(text) {
  if (text === '') return '';
  return toDate(text).toLocaleString(document.documentElement.lang, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

export function dayOf({ start, allDay }) {
  // An all-day appointment is a date, not a moment: it is the same day everywhere.
  return toDate(start).toLocaleDateString(document.documentElement.lang, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(allDay && { timeZone: 'UTC' }),
  });
}

export function timesOf({ start, end, allDay }, allDayWord) {
  if (allDay) return allDayWord;
  const time = (text) =>
    toDate(text).toLocaleTimeString(document.documentElement.lang, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  return `${time(start)} – ${time(end)}`;
}

export function formatSpan(appointment) {
  return `${dayOf(appointment)}, ${timesOf(appointment, '')}`.replace(/, $/, '');
}
