import type { Lang } from '#lib/i18n/lang.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import type { LineChartInput } from './line-input.ts';
import { timeOf } from './period-axis.ts';
import { gap, tenth, type Sheet, type Size } from './sheet.ts';
import { widestOf } from './text-width.ts';
import { valueAxis, type Tick } from './value-axis.ts';

/** The part of the sheet the lines run in. */
export type Plot = { left: number; right: number; top: number; bottom: number };

/** What a drawing shares: its sheet, its plot, and where periods (as numbers, see timeOf) and values stand in it. */
export type Frame = {
  sheet: Sheet;
  plot: Plot;
  x: (time: number) => number;
  y: (value: number) => number;
  ticks: Tick[];
  /** The last period that has a value, and the end of the axis. */
  lastTime: number;
  endTime: number;
};

/** What the labels beyond the last values and beyond the axis need. */
export type LabelRoom = { series: number; levels: number };

const plotHeight: Record<Size, number> = { narrow: 190, wide: 300 };
const gridCount: Record<Size, number> = { narrow: 4, wide: 5 };

/** Lays out axes and plot. `head` is the height kept free above the plot. */
export function frameOf(input: LineChartInput, sheet: Sheet, room: LabelRoom, head: number): Frame {
  const top = tenth(head + sheet.font * 0.8);
  const bottom = tenth(top + plotHeight[sheet.size]);
  const { ticks, place } = valueAxis({
    values: valuesOf(input),
    range: [bottom, top],
    count: gridCount[sheet.size],
    lang: input.lang,
    fromZero: input.fromZero,
  });
  const [firstTime, lastTime, endTime] = timesOf(input);
  const left = Math.ceil(
    widestOf(
      ticks.map(({ label }) => label),
      sheet.font,
    ) + gap,
  );
  const reach = (lastTime - firstTime) / (endTime - firstTime || 1) || 1;
  const right = Math.min(sheet.width - room.levels, left + (sheet.width - room.series - left) / reach);
  const perTime = (right - left) / (endTime - firstTime || 1);
  return {
    sheet,
    plot: { left, right: tenth(right), top, bottom },
    // A single period stands in the middle.
    x: (time) => tenth(endTime === firstTime ? (left + right) / 2 : left + (time - firstTime) * perTime),
    y: (value) => tenth(place(value / (input.divide ?? 1))),
    ticks,
    lastTime,
    endTime,
  };
}

/** A value as it is written beside a mark. */
export function written(value: number, { lang, decimals, divide = 1 }: WrittenAs): string {
  return formatNumber(value / divide, lang, decimals);
}

export type WrittenAs = { lang: Lang; decimals?: number; divide?: number };

function valuesOf({ series, levels = [], divide = 1 }: LineChartInput): number[] {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const known = values.filter((value) => value !== null);
  return [...known, ...levels.map(({ value }) => value)].map((value) => value / divide);
}

/** First period, last period with a value, end of the axis. */
function timesOf({ series, levels = [] }: LineChartInput): [number, number, number] {
  const points = series.flatMap((one) => one.points);
  const known = points.filter(({ value }) => value !== null).map(({ period }) => timeOf(period));
  const shown = points.map(({ period }) => timeOf(period));
  const due = levels.flatMap(({ period }) => (period === undefined ? [] : [timeOf(period)]));
  if (known.length === 0) return [0, 0, 0];
  return [Math.min(...shown), Math.max(...known), Math.max(...shown, ...due)];
}
