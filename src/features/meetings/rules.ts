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
