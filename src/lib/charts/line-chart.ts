import { formatDate } from '#lib/i18n/format.ts';
import { frameOf, written, type Frame, type Plot } from './frame.ts';
import { labelRoom, levelLabel, placeLabels, seriesLabel, type LineLabel } from './line-labels.ts';
import type { Level, LineChartInput } from './line-input.ts';
import { lineMarks, type SeriesMarks } from './line-marks.ts';
import { placeNote, type PlacedText } from './notes.ts';
import type { Tone } from './palette.ts';
import { periodTicks, timeOf } from './period-axis.ts';
import { baselineShift, gap, sheetFor, tenth, type Sheet, type Size, type TextBlock } from './sheet.ts';
import { textWidth, wrapEvenly } from './text-width.ts';

export type Gridline = { y: number; label: string; labelY: number; zero: boolean };
export type PeriodMark = { x: number; label: string; anchor: 'start' | 'middle' | 'end' };
export type LevelMark = {
  kind: Level['kind'];
  y: number;
  title: string;
  due: { x: number; y: number } | null;
};
export type BreakMark = { x: number; note: TextBlock; anchor: 'start' | 'end' };

export type LineDrawing = {
  width: number;
  height: number;
  sheet: Sheet;
  plot: Plot;
  grid: Gridline[];
  periods: PeriodMark[];
  levels: LevelMark[];
  breaks: BreakMark[];
  series: SeriesMarks[];
  notes: PlacedText[];
  labels: LineLabel[];
};

const palette: readonly Tone[] = ['river', 'marigold', 'leaf', 'brick', 'mist'];

/** Lays out a line chart for one size. Pure: the same input gives the same drawing. */
export function lineChart(input: LineChartInput, size: Size): LineDrawing {
  const sheet = sheetFor(size, input.lang);
  const { levels = [], breaks = [] } = input;
  const breakLines = breaks.map(({ note }) => wrapEvenly(note, sheet.width * 0.38, sheet.font));
  const names = input.series.map((series) => seriesLabel(series, input, sheet));
  const levelNames = levels.map((level) => levelLabel(level, input, sheet));
  const breakRoom = breakLines.map((lines) => lines.length * sheet.leading);
  // Half of a note may stand above the value it belongs to.
  const noteRoom = input.series.some(({ points }) => points.some(({ flagged }) => flagged))
    ? sheet.leading
    : 0;
  const head = Math.max(0, noteRoom, ...breakRoom);
  const frame = frameOf(input, sheet, labelRoom(names, levelNames), head);
  const series = input.series.map((one, index) => {
    const tone = one.quiet ? 'mist' : (palette[index % palette.length] ?? 'river');
    return lineMarks(one, tone, input, frame);
  });
  return {
    width: sheet.width,
    height: Math.ceil(frame.plot.bottom + gap + sheet.leading * 1.15),
    sheet,
    plot: frame.plot,
    grid: gridOf(frame),
    periods: periodMarks(input, frame),
    levels: levels.map((level) => levelMark(level, input, frame)),
    breaks: breaks.map(({ period }, index) => breakMark(timeOf(period), breakLines[index] ?? [], frame)),
    series,
    notes: flagNotes(series, frame, breaks.length > 0 ? frame.plot.top : 0),
    labels: placeLabels(
      series.flatMap((marks, index) => (names[index] ? [{ marks, label: names[index] }] : [])),
      levels.flatMap((level, index) => (levelNames[index] ? [{ level, label: levelNames[index] }] : [])),
      frame,
    ),
  };
}

function gridOf({ ticks, sheet }: Frame): Gridline[] {
  return ticks.map(({ at, label, zero }) => ({
    y: tenth(at),
    label,
    labelY: tenth(at + baselineShift(sheet.font)),
    zero,
  }));
}

function periodMarks({ series, levels = [], lang }: LineChartInput, frame: Frame): PeriodMark[] {
  const { plot, sheet } = frame;
  const dates = [...series.flatMap(({ points }) => points), ...levels].flatMap(({ period }) => period ?? []);
  return periodTicks(dates, plot.right - plot.left, sheet.font, lang).map(({ time, label }) => {
    const x = frame.x(time);
    const half = textWidth(label, sheet.font) / 2;
    const anchor = x + half > sheet.width ? 'end' : x - half < 0 ? 'start' : 'middle';
    return { x, label, anchor };
  });
}

function levelMark(level: Level, input: LineChartInput, frame: Frame): LevelMark {
  const y = frame.y(level.value);
  const period = level.period === undefined ? '' : `, ${formatDate(level.period, input.lang)}`;
  return {
    kind: level.kind,
    y,
    title: `${level.label}${period}: ${written(level.value, input)}`,
    due: level.period === undefined ? null : { x: frame.x(timeOf(level.period)), y },
  };
}

/** A break stands half a step before the first period it holds for, with its note above on the roomier side. */
function breakMark(time: number, lines: string[], { sheet, plot, x }: Frame): BreakMark {
  const at = tenth(x(time) - Math.min(0.5 * (x(time) - x(time - 1)), x(time) - plot.left));
  const anchor = at > (plot.left + plot.right) / 2 ? 'end' : 'start';
  return { x: at, anchor, note: { x: at, y: sheet.font, lines } };
}

/** @param top how far up notes may stand */
function flagNotes(series: SeriesMarks[], { sheet, plot }: Frame, top: number): PlacedText[] {
  const obstacles = series.flatMap(({ runs }) => runs);
  const width = Math.min(sheet.width * 0.4, plot.right - plot.left);
  return series.flatMap(({ flags }) =>
    flags.flatMap(({ x, y, point }) =>
      point.note
        ? [
            placeNote(
              { x, y, lines: wrapEvenly(point.note, width, sheet.font) },
              obstacles,
              { ...plot, top },
              sheet,
            ),
          ]
        : [],
    ),
  );
}
