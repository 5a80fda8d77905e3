import { dayAfter, firstDay, precisionOf, type PartialDate } from '#lib/dates.ts';

/** When something happens: a half-open period with precision; without an end it lasts one unit of its start. */
export type When = { from: PartialDate; until: PartialDate | null };

/** `expected`: known to fall into a month or year that has begun, but not on which day. */
export type MeetingStatus = 'coming' | 'expected' | 'under-way' | 'held' | 'cancelled';

/** The first day after the last one the meeting can be on. */
export function endOf({ from, until }: When): string {
  return until === null ? dayAfter(from) : firstDay(until);
}

/** Where a meeting stands on a civil day. A cancelled one stays cancelled. */
export function meetingStatus(when: When & { cancelled: PartialDate | null }, day: string): MeetingStatus {
  if (when.cancelled !== null) return 'cancelled';
  if (day < firstDay(when.from)) return 'coming';
  if (day >= endOf(when)) return 'held';
  return isDated(when) ? 'under-way' : 'expected';
}

/** Is its day known, so that it can stand on a calendar? "July 2022" must not become 1 July. */
export function isDated({ from, until }: When): boolean {
  return precisionOf(from) === 'day' && (until === null || precisionOf(until) === 'day');
}

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
