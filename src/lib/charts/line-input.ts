import type { PartialDate } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';

/**
 * A value of one period, or null where it is known to be missing. A flagged value needs a second look: it is marked
 * by a diamond, with its note beside it.
 */
export type LinePoint = { period: PartialDate; value: number | null; note?: string; flagged?: boolean };

/** A line, in any order of its points. `quiet` lines are company for the one that matters: thin and grey. */
export type LineSeries = { name?: string; points: readonly LinePoint[]; quiet?: boolean };

/** A level to compare with. A target can name the period it is due; the axis then runs to it. */
export type Level = { kind: 'target' | 'baseline'; label: string; value: number; period?: PartialDate };

/** From this period on the values are counted in another way: no line crosses the break. */
export type Break = { period: PartialDate; note: string };

export type LineChartInput = {
  lang: Lang;
  series: readonly LineSeries[];
  levels?: readonly Level[];
  breaks?: readonly Break[];
  /** Decimals of the values written out; as many as needed, at most two, when left out. */
  decimals?: number;
  /** Values are divided by this before they are written (see largeUnit). */
  divide?: number;
  /** The axis of values begins at zero unless this is false. */
  fromZero?: boolean;
};
