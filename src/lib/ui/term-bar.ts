import { firstDay, type PartialDate, type Period } from '#lib/dates.ts';

/** One holder and the terms held, in any order; `word` says as what. `Label` is the type of the holder's name. */
export type TermRow<Label> = {
  label: Label;
  href?: string;
  terms: { period: Period; word: string; strong?: boolean }[];
};

/** A stretch of the axis in per cent of its width. */
export type Span = { start: number; width: number };

const day = (date: PartialDate) => Date.parse(`${firstDay(date)}T00:00:00Z`);

/**
 * Where a half-open period lies on an axis of whole years, cut at both ends; null when it lies outside.
 * @param fromYear first year shown
 * @param untilYear first year no longer shown
 */
export function spanOn(period: Period, fromYear: number, untilYear: number): Span | null {
  const [first, last] = [day(String(fromYear)), day(String(untilYear))];
  const share = (time: number) => (Math.min(Math.max(time, first), last) - first) / (last - first);
  const start = period.from === null ? 0 : share(day(period.from));
  const end = period.until === null ? 1 : share(day(period.until));
  if (end <= start) return null;
  return { start: round(start * 100), width: round((end - start) * 100) };
}

/** The years written under an axis: at most `most` of them, evenly spaced, beginning with the first. */
export function axisYears(fromYear: number, untilYear: number, most = 6): number[] {
  const step = Math.max(1, Math.ceil((untilYear - fromYear) / most));
  const count = Math.ceil((untilYear - fromYear) / step);
  return Array.from({ length: count }, (_, index) => fromYear + index * step);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
