import { endOf, isDated, type When } from '#features/meetings/rules.ts';
import { dayAfter, firstDay } from '#lib/dates.ts';

/** "2023-01" and a number of months gives another month: −1 gives "2022-12". */
export function monthAfter(month: string, count = 1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/**
 * What stands on each day of a month: something that lasts a week stands on each of its days. What is dated to a
 * month or year only stands on none.
 */
export function byDay<T extends When>(meetings: readonly T[], month: string): Record<string, T[]> {
  const days: Record<string, T[]> = {};
  const [first, end] = [firstDay(month), dayAfter(month)];
  for (const meeting of meetings.filter(isDated)) {
    const last = endOf(meeting) < end ? endOf(meeting) : end;
    for (let day = meeting.from > first ? meeting.from : first; day < last; day = dayAfter(day)) {
      (days[day] ??= []).push(meeting);
    }
  }
  return days;
}

/**
 * The month to show first: the one asked for, else this one if it has entries, else the nearest with entries before
 * it, else the first after it.
 * @param months those with entries, in order
 */
export function monthShown(asked: string | undefined, months: readonly string[], today: string): string {
  if (asked !== undefined) return asked;
  const current = today.slice(0, 7);
  return months.findLast((month) => month <= current) ?? months[0] ?? current;
}
