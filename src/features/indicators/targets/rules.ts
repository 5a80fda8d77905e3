import { firstDay, dayAfter, type PartialDate } from '#lib/dates.ts';

/** A value and the period it is for, as precisely as that is known. */
export type Dated = { value: number; on: PartialDate };

export const ratings = ['reached', 'on-track', 'off-track', 'no-data'] as const;
export type Rating = (typeof ratings)[number];

/** What a rating rests on, so that it can be shown with the rule. */
export type Progress = {
  rating: Rating;
  /** The pace there was and the one that is needed: per cent a year, or units a year where a value is not above zero. */
  pace: { sofar: number; needed: number; per: 'percent' | 'units' } | null;
};

/** The share of the pace that is needed which counts as on track: the threshold of the UN and Open SDG. */
export const enough = 0.95;

const noData: Progress = { rating: 'no-data', pace: null };
const years = (from: PartialDate, until: PartialDate) =>
  (Date.parse(middle(until)) - Date.parse(middle(from))) / (365.25 * 86_400_000);
/** The middle of the time that a date can mean. */
const middle = (on: PartialDate) =>
  new Date((Date.parse(firstDay(on)) + Date.parse(dayAfter(on))) / 2).toISOString();

/**
 * Is an indicator on track to its target? Compares the pace since the baseline with the pace that the way from the baseline to the target
 * needs: as compound annual growth where all values are above zero, else as units a year. Reached counts whatever the
 * pace. The method is that of the progress charts of the UN Statistics Division, as Open SDG writes it down
 * ("Progress calculation", compound annual growth rate, threshold 95 per cent).
 * @param direction which way is better; `none` gives no rating
 */
export function progressOf(
  { baseline, target, latest }: { baseline: Dated | null; target: Dated | null; latest: Dated | null },
  direction: 'up' | 'down' | 'none',
): Progress {
  if (!baseline || !target || !latest || direction === 'none') return noData;
  const [gone, whole] = [years(baseline.on, latest.on), years(baseline.on, target.on)];
  if (gone <= 0 || whole <= 0) return noData;
  const pace = paceOf({ baseline, target, latest }, { gone, whole });
  const isReached = direction === 'up' ? latest.value >= target.value : latest.value <= target.value;
  return { rating: isReached ? 'reached' : byPace(pace), pace };
}

const byPace = ({ sofar, needed }: { sofar: number; needed: number }): Rating =>
  needed !== 0 && sofar / needed >= enough ? 'on-track' : 'off-track';

function paceOf(
  { baseline, target, latest }: { baseline: Dated; target: Dated; latest: Dated },
  { gone, whole }: { gone: number; whole: number },
): NonNullable<Progress['pace']> {
  if (baseline.value > 0 && target.value > 0 && latest.value > 0) {
    const growth = (to: number, over: number) => 100 * ((to / baseline.value) ** (1 / over) - 1);
    return { sofar: growth(latest.value, gone), needed: growth(target.value, whole), per: 'percent' };
  }
  const slope = (to: number, over: number) => (to - baseline.value) / over;
  return { sofar: slope(latest.value, gone), needed: slope(target.value, whole), per: 'units' };
}

/** The target a rating is for: the next one that is not over, else the last there was. */
export function targetFor(targets: readonly Dated[], today: string): Dated | null {
  const sorted = [...targets].sort((a, b) => firstDay(a.on).localeCompare(firstDay(b.on)));
  return sorted.find(({ on }) => dayAfter(on) > today) ?? sorted.at(-1) ?? null;
}
