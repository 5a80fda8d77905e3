import { firstDay, type PartialDate } from '#lib/dates.ts';

/** Where today lies in the period of an action. It says nothing about what was done. */
export const timings = ['undated', 'ahead', 'running', 'over'] as const;
export type Timing = (typeof timings)[number];

/**
 * Where today lies in the half-open period of an action: without an end it runs on, without both it is undated.
 * @param today civil day in the country's zone, "2023-01-16"
 */
export function timingOf(
  period: { from: PartialDate | null; until: PartialDate | null },
  today: string,
): Timing {
  const { from, until } = period;
  if (from === null && until === null) return 'undated';
  if (until !== null && firstDay(until) <= today) return 'over';
  return from !== null && firstDay(from) > today ? 'ahead' : 'running';
}
