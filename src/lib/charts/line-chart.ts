import type { PartialDate } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { lineLabels, type LineLabel } from './line-labels.ts';
import { lineMarks, type SeriesMarks } from './line-marks.ts';
import { placeNote, type PlacedNote } from './notes.ts';
import type { Tone } from './palette.ts';
import { periodTicks, timeOf } from './period-axis.ts';
import { centred, gap, sheetFor, tenth, type Sheet, type Size, type TextBlock } from './sheet.ts';
import { textWidth, widestOf, wrap } from './text-width.ts';
import { valueAxis, type ValueAxis } from './value-axis.ts';

/** A value of one period; null where it is known to be missing. `flagged` values carry their note into the drawing. */
export type LinePoint = { period: PartialDate; value: number | null; note?: string; flagged?: boolean };

/** A line. `quiet` lines are company for the one that matters: thin and grey. */
export type LineSeries = { name?: string; points: LinePoint[]; quiet?: boolean };

/** A level to compare with. A target may name the period it is due; the axis then runs to it. */
export type Level = { kind: 'target' | 'baseline'; label: string; value: number; period?: PartialDate };

/** From this period on the values are counted in another way: no line crosses the break. */
export type Break = { period: PartialDate; note: string };

export type LineChartInput = {
  lang: Lang;
  series: LineSeries[];
  levels?: Level[];
  breaks?: Break[];
  /** Decimals of the values written out. */
  decimals?: number;
  /** Values are divided by this before they are drawn (see largeUnit). */
  divide?: number;
  /** The axis of values begins at zero unless this is false. */
  fromZero?: boolean;
};

/** The part of the sheet the lines run in. */
export type Plot = { left: number; right: number; top: number; bottom: number };

export type Gridline = { y: number; label: TextBlock; zero: boolean };
export type LevelMark = { kind: Level['kind']; y: number; title: string; due: { x: number; y: number } | null };
export type LineDrawing = {
  width: number;
  height: number;
  sheet: Sheet;
  plot: Plot;
  grid: Gridline[];
  periods: { x: number; label: string }[];
  periodsY: number;
  levels: LevelMark[];
  breaks: { x: number; note: TextBlock; anchor: 'start' | 'end' }[];
  series: SeriesMarks[];
  notes: PlacedNote[];
  labels: LineLabel[];
};

const plotHeight: Record<Size, number> = { narrow: 190, wide: 300 };
const gridCount: Record<Size, number> = { narrow: 4, wide: 5 };
const palette: readonly Tone[] = ['river', 'marigold', 'leaf', 'brick', 'mist'];

/** Where a drawing places periods and values; shared by everything in it. */
export type Frame = {
  sheet: Sheet;
  plot: Plot;
  x: (time: number) => number;
  y: (value: number) => number;
};

/** Lays out a line chart. Pure: the same input gives the same drawing. */
export function lineChart(input: LineChartInput, size: Size): LineDrawing {
  const sheet = sheetFor(size, input.lang);
  const series = input.series.map((one, index) => ({ ...one, tone: toneOf(one, index) }));
  const breakLines = (input.breaks ?? []).map(({ note }) => wrap(note, sheet.width * 0.34, sheet.font));
  const head = Math.max(...breakLines.map((lines) => lines.length), 0) * sheet.leading;
  const top = tenth(head + sheet.font * 0.8);
  const bottom = top + plotHeight[size];
  const axis = valuesOf(input, [bottom, top], size);
  const labelLines = lineLabels.texts({ ...input, series }, sheet);
  const plot: Plot = {
    left: Math.ceil(widestOf(axis.ticks.map(({ label }) => label), sheet.font) + gap),
    right: sheet.width - lineLabels.margin(labelLines, sheet),
    top,
    bottom,
  };
  const frame: Frame = { sheet, plot, x: timeScale(input, plot), y: (v) => axis.place(v / (input.divide ?? 1)) };
  const marks = series.map((one) => lineMarks(one, input, frame));
  return {
    width: sheet.width,
    height: Math.ceil(bottom + gap + sheet.leading * 1.15),
    sheet,
    plot,
    grid: axis.ticks.map((tick) => ({
      y: tenth(tick.at),
      zero: tick.zero,
      label: centred([tick.label], plot.left - gap, tick.at, sheet),
    })),
    ...periodLabels(input, frame),
    levels: levelMarks(input.levels ?? [], frame, labelLines.levels),
    breaks: breakMarks(input, breakLines, frame),
    series: marks,
    notes: marks.flatMap((one) => one.flags.map((flag) => placeNote(flag, marks, frame))),
    labels: lineLabels.place(labelLines, marks, frame),
  };
}

function toneOf({ quiet }: LineSeries, index: number): Tone {
  return quiet ? 'mist' : (palette[index % palette.length] ?? 'river');
}

function valuesOf({ series, levels = [], divide = 1, fromZero, lang }: LineChartInput, range: [number, number], size: Size): ValueAxis {
  const values = series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
  const all = [...values, ...levels.map(({ value }) => value)].map((value) => value / divide);
  return valueAxis({ values: all, range, count: gridCount[size], lang, fromZero });
}
