import { dayAfter, shifted, type PartialDate } from '#lib/dates.ts';

/** What a letter about an action point says: it is due soon, it is overdue, and to whoever runs the body: it stays overdue. */
export const reminderStages = ['soon', 'overdue', 'escalated'] as const;
export type ReminderStage = (typeof reminderStages)[number];

/** So many days before its last day the owner is reminded. */
export const soonDays = 7;
/** So many days after it whoever runs the body hears of it. */
export const escalatedAfterDays = 14;
/** What is overdue for longer is on the lists, and in no letter of its own any more. */
export const forgottenAfterDays = 60;

/** The letter that is due about an open point on a day; null when none is. */
export function reminderStage(due: PartialDate, day: string): ReminderStage | null {
  const past = dayAfter(due);
  if (day < shifted(past, -1 - soonDays)) return null;
  if (day < past) return 'soon';
  if (day < shifted(past, escalatedAfterDays)) return 'overdue';
  return day < shifted(past, forgottenAfterDays) ? 'escalated' : null;
}
