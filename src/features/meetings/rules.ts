import { dayAfter, firstDay, precisionOf, type PartialDate } from '#lib/dates.ts';

/** When something happens: a half-open period with precision; without an end it lasts one unit of its start. */
export type When = { from: PartialDate; until: PartialDate | null };

/**
 * `expected`: known to fall into a month or year that has begun, but not on which day. `today`: on its only day;
 * `under-way`: on one of several.
 */
export type MeetingStatus = 'coming' | 'expected' | 'today' | 'under-way' | 'held' | 'cancelled';

/** The first day after the last one the meeting can be on. */
export function endOf({ from, until }: When): string {
  return until === null ? dayAfter(from) : firstDay(until);
}

type Standing = When & {
  cancelled: PartialDate | null;
  /** Are there minutes, or an attendance, that whoever asks may see? */
  isMinuted?: boolean;
};

/** Where a meeting stands on a civil day. A cancelled one stays cancelled; of what has minutes the meeting was held. */
export function meetingStatus(when: Standing, day: string): MeetingStatus {
  if (when.cancelled !== null) return 'cancelled';
  if (day < firstDay(when.from)) return 'coming';
  if (day >= endOf(when) || when.isMinuted) return 'held';
  if (!isDated(when)) return 'expected';
  return endOf(when) === dayAfter(when.from) ? 'today' : 'under-way';
}

/** Can one still come to it, so that it is worth saying where? */
export const isOpen = (status: MeetingStatus) => status !== 'held' && status !== 'cancelled';

/** Is its day known, so that it can stand on a calendar? "July 2022" must not become 1 July. */
export function isDated({ from, until }: When): boolean {
  return precisionOf(from) === 'day' && (until === null || precisionOf(until) === 'day');
}
