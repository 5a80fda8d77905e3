import { localeTag, type Lang } from '#lib/i18n/lang.ts';

/** A day of the week as JavaScript counts it: 0 is Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;
export type CalendarDay = { date: string; weekday: number };

/** The days of a month ("2023-01"), each with its weekday. */
export function daysOf(month: string): CalendarDay[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length }, (_, index) => {
    const day = new Date(Date.UTC(year, number - 1, index + 1));
    return { date: day.toISOString().slice(0, 10), weekday: day.getUTCDay() };
  });
}

/** The column (1 to 7) of a weekday when the week begins on `weekStart`. */
export function columnOf(weekday: number, weekStart: Weekday): number {
  return ((weekday - weekStart + 7) % 7) + 1;
}

/** Short weekday names in the order of the week. */
export function weekdayNames(lang: Lang, weekStart: Weekday): string[] {
  const format = new Intl.DateTimeFormat(localeTag[lang], { weekday: 'short', timeZone: 'UTC' });
  // 1 January 2023 was a Sunday.
  return Array.from({ length: 7 }, (_, i) =>
    format.format(new Date(Date.UTC(2023, 0, 1 + ((weekStart + i) % 7)))),
  );
}
