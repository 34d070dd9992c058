import { dayMs, weekday } from '../calendar-day';
import type { RecurrenceRule } from './recurrence-rule';

/** The days, weeks, months or years that a rule steps through, numbered in order. Days are those since 1970-01-01. */
export interface RulePeriods {
  /** The period a day is in. */
  periodOf(day: number): number;
  /** The days of a period that the rule names, in order. */
  daysOf(period: number): readonly number[];
  /** Days that are looked at for one period, at most. */
  readonly span: number;
}

/** What a rule does not say follows from the day it starts on (RFC 5545 3.3.10). */
export function rulePeriods(rule: RecurrenceRule, firstDay: number): RulePeriods {
  const filled = fillFrom(rule, firstDay);
  const isNamed = (day: number, date?: CalendarDate) => isDayNamed(filled, day, date);
  const { months } = filled;
  switch (rule.frequency) {
    case 'daily':
      return { periodOf: (day) => day, daysOf: (day) => (isNamed(day) ? [day] : []), span: 1 };
    case 'weekly': {
      const anchor = startOfWeek(firstDay, rule.weekStart);
      const daysOf = (week: number) => {
        const first = anchor + week * 7;
        return [0, 1, 2, 3, 4, 5, 6].map((step) => first + step).filter((day) => isNamed(day));
      };
      return { periodOf: (day) => Math.floor((day - anchor) / 7), daysOf, span: 7 };
    }
    case 'monthly': {
      const daysOf = (month: number) => daysOfMonth(Math.floor(month / 12), (month % 12) + 1, isNamed);
      return { periodOf: (day) => dateOf(day).year * 12 + dateOf(day).month - 1, daysOf, span: 31 };
    }
    case 'yearly': {
      const daysOf = (year: number) =>
        (months.length > 0 ? months : allMonths).flatMap((month) => daysOfMonth(year, month, isNamed));
      return { periodOf: (day) => dateOf(day).year, daysOf, span: months.length > 0 ? months.length * 31 : 366 };
    }
  }
}

/** First day of the week in which a day lies. */
function startOfWeek(day: number, weekStart: number): number {
  return day - ((weekday(day) - weekStart + 7) % 7);
}

const allMonths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly monthDay: number;
}

function dateOf(day: number): CalendarDate {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, monthDay: date.getUTCDate() };
}

/** The day a month begins on; month 13 is January of the next year. */
function startOfMonth(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / dayMs;
}

function daysOfMonth(
  year: number,
  month: number,
  isNamed: (day: number, date?: CalendarDate) => boolean,
): readonly number[] {
  const first = startOfMonth(year, month);
  const next = startOfMonth(year, month + 1);
  const days: number[] = [];
  for (let day = first; day < next; day++) if (isNamed(day, { year, month, monthDay: day - first + 1 })) days.push(day);
  return days;
}

function fillFrom(rule: RecurrenceRule, firstDay: number): RecurrenceRule {
  const { monthDays, yearDays, weekNumbers, weekdays, months } = rule;
  if (monthDays.length + yearDays.length + weekNumbers.length + weekdays.length > 0) return rule;
  const { month, monthDay } = dateOf(firstDay);
  switch (rule.frequency) {
    case 'daily':
      return rule;
    case 'weekly':
      return { ...rule, weekdays: [{ day: weekday(firstDay), nth: null }] };
    case 'monthly':
      return { ...rule, monthDays: [monthDay] };
    case 'yearly':
      return { ...rule, months: months.length > 0 ? months : [month], monthDays: [monthDay] };
  }
}

function isDayNamed(rule: RecurrenceRule, day: number, knownDate?: CalendarDate): boolean {
  const { months, monthDays, yearDays, weekNumbers, weekdays } = rule;
  const today = weekday(day);
  if (weekdays.length > 0 && weekdays.every((wanted) => wanted.day !== today)) return false;
  const saysMore = months.length + monthDays.length + yearDays.length + weekNumbers.length > 0;
  // Most rules say no more than this, and dates take the time.
  if (!saysMore && weekdays.every(({ nth }) => nth === null)) return true;
  const date = knownDate ?? dateOf(day);
  if (months.length > 0 && !months.includes(date.month)) return false;
  if (weekdays.length > 0 && !isWeekdayNamed(rule, day, date)) return false;
  if (monthDays.length > 0) {
    const monthLength = startOfMonth(date.year, date.month + 1) - startOfMonth(date.year, date.month);
    if (!hasPlace(monthDays, date.monthDay, monthLength)) return false;
  }
  if (yearDays.length > 0) {
    const first = startOfMonth(date.year, 1);
    if (!hasPlace(yearDays, day - first + 1, startOfMonth(date.year, 13) - first)) return false;
  }
  return weekNumbers.length === 0 || isWeekNamed(rule, day);
}

/** Whether the list names the place, counted from the start or, as a negative number, from the end. */
function hasPlace(list: readonly number[], place: number, length: number): boolean {
  return list.includes(place) || list.includes(place - length - 1);
}

/** The nth weekday is counted in the month, or in the year when a yearly rule names no months. */
function isWeekdayNamed({ frequency, weekdays, months }: RecurrenceRule, day: number, date: CalendarDate): boolean {
  const today = weekday(day);
  return weekdays.some(({ day: wanted, nth }) => {
    if (wanted !== today || nth === null) return wanted === today;
    const isInYear = frequency === 'yearly' && months.length === 0;
    const first = startOfMonth(date.year, isInYear ? 1 : date.month);
    const next = startOfMonth(date.year, isInYear ? 13 : date.month + 1);
    return nth > 0 ? Math.floor((day - first) / 7) + 1 === nth : Math.floor((next - 1 - day) / 7) + 1 === -nth;
  });
}

/** A week belongs to the year that has at least four of its days, so to the year of its fourth day. */
function isWeekNamed({ weekNumbers, weekStart }: RecurrenceRule, day: number): boolean {
  const fourth = startOfWeek(day, weekStart) + 3;
  const { year } = dateOf(fourth);
  const weekOf = (someFourth: number) => Math.floor((someFourth - startOfMonth(year, 1)) / 7) + 1;
  // 28 December is always in its year's last week.
  const weeks = weekOf(startOfWeek(startOfMonth(year, 13) - 4, weekStart) + 3);
  return hasPlace(weekNumbers, weekOf(fourth), weeks);
}
