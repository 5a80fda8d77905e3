import { shifted } from '#lib/dates.ts';

/** What dates of a round say. */
export type RoundDays = { opens: string; due: string; grace: number };

/** The last day on which reports of a round can be written without an exception. */
export const lastDay = ({ due, grace }: Pick<RoundDays, 'due' | 'grace'>) => shifted(due, grace);

/** Where a round is on a day: it has not begun, is reported on, is late, or is locked. */
export type RoundState = 'coming' | 'open' | 'late' | 'locked';
export function roundState(round: RoundDays, day: string): RoundState {
  if (day < round.opens) return 'coming';
  if (day <= round.due) return 'open';
  return day <= lastDay(round) ? 'late' : 'locked';
}
