import { monthsAfter } from '#features/meetings/workbench/rules.ts';
import { firstDay, type PartialDate } from '#lib/dates.ts';
import type { Rotation } from './schema.ts';

/** A term: half-open, from a civil day up to another. */
export type Term = { organisation: string; from: string; until: string };

/** The terms of a rotation, each beginning on the day the one before it ends. */
export function termsOf({
  from_on: from,
  months,
  turns,
}: Pick<Rotation, 'from_on' | 'months' | 'turns'>): Term[] {
  return turns.map((organisation, n) => ({
    organisation,
    from: monthsAfter(from, n * months),
    until: monthsAfter(from, (n + 1) * months),
  }));
}

type Standing = { from: PartialDate | null; until: PartialDate | null };

/**
 * What becomes of a seat of the same role when a rotation begins on a day: it ends that day where it goes on beyond it;
 * one that begins on that day or later is in the way; one that has ended before stays as it is.
 */
export function fateOfSeat({ from, until }: Standing, day: string): 'ends' | 'in the way' | 'stays' {
  if (from !== null && firstDay(from) >= day) return 'in the way';
  return until === null || firstDay(until) > day ? 'ends' : 'stays';
}
