import { shifted } from '#lib/dates.ts';

/** What a letter about a report says: it is asked for, due soon, overdue, and to others: it is still missing. */
export const reportStages = ['opened', 'soon', 'overdue', 'escalated'] as const;
export type ReportStage = (typeof reportStages)[number];

/** What is missing for longer is on the lists, and in no letter of its own any more. */
export const forgottenAfterDays = 60;

export type Reminded = { opens: string; due: string; remindDays: number; escalateDays: number };

/** The letter that is due on a day about a report that is not handed in; null when none is. */
export function reportStage(
  { opens, due, remindDays, escalateDays }: Reminded,
  day: string,
): ReportStage | null {
  if (day < opens || day > shifted(due, forgottenAfterDays)) return null;
  if (day > shifted(due, escalateDays)) return 'escalated';
  if (day > due) return 'overdue';
  return remindDays > 0 && day >= shifted(due, -remindDays) ? 'soon' : 'opened';
}
