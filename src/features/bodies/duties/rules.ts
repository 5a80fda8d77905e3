import { firstDay, shifted, type PartialDate } from '#lib/dates.ts';
import { aheadDays } from '#lib/due.ts';

/** For so long after a seat ended, somebody is asked who followed. */
const behindDays = 365;

/** What is known of a seat on a day. */
export type SeatState = {
  from: PartialDate | null;
  until: PartialDate | null;
  /** Has a representative on the day. */
  represented: boolean;
  /**
   * A seat in the same body begins when this one ends, or later: of the organisation, or, where this one leads the
   * body, another that leads it.
   */
  succeeded: boolean;
};

export type SeatDuty = 'seat_ending' | 'seat_ended' | 'representative_missing';

/** What a seat asks for on a civil day; null when nothing. A seat that ends soon is not asked who represents it. */
export function seatDuty({ from, until, represented, succeeded }: SeatState, day: string): SeatDuty | null {
  const end = until === null ? '9999' : firstDay(until);
  const begins = from === null ? '' : firstDay(from);
  if (end <= day) return !succeeded && end > shifted(day, -behindDays) ? 'seat_ended' : null;
  if (begins > day) return null;
  if (!succeeded && end <= shifted(day, aheadDays)) return 'seat_ending';
  return represented ? null : 'representative_missing';
}
