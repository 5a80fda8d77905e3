import { dayAfter, type PartialDate } from '#lib/dates.ts';
import type { PointStatus } from './schema.ts';

/** Is there still something to do? */
export const isOpen = (status: PointStatus) => status === 'open' || status === 'under-way';

/** The one place that says what is overdue: open, and the last day that its date can mean is over. */
export function isOverdue(
  { status, due }: { status: PointStatus; due: PartialDate | null },
  day: string,
): boolean {
  return isOpen(status) && due !== null && dayAfter(due) <= day;
}
