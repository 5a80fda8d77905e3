import type { Lang } from '#lib/i18n/lang.ts';

/**
 * One figure. `note` says what a reader must know of it: source, cut-off, version. `written` stands for the formatted
 * value where a qualifier belongs to it ("about 1.3 million"). `quiet` bars are company for the one that matters.
 */
export type Bar = {
  label: string;
  note?: string;
  value: number | null;
  written?: string;
  href?: string;
  quiet?: boolean;
};

/** Figures that are read together: what several sources say of one period stands under the name of the period. */
export type BarGroup = { name?: string; bars: readonly Bar[] };

export type BarChartInput = {
  lang: Lang;
  groups: readonly BarGroup[];
  decimals?: number;
  /** Values are divided by this before they are written (see largeUnit). */
  divide?: number;
};
