import { line } from 'd3-shape';
import { formatDate } from '#lib/i18n/format.ts';
import { written, type Frame } from './frame.ts';
import type { LineChartInput, LinePoint, LineSeries } from './line-input.ts';
import type { Tone } from './palette.ts';
import { timeOf } from './period-axis.ts';

/** A value where it stands in the drawing. */
export type Spot = { x: number; y: number; time: number; point: LinePoint & { value: number } };
export type Dot = { x: number; y: number; title: string };
export type SeriesMarks = {
  name: string;
  tone: Tone;
  quiet: boolean;
  /** One path for all runs of values without a gap; empty when every value stands alone. */
  path: string;
  /** Corner points of the runs, for what must keep clear of the line. */
  runs: Spot[][];
  dots: Dot[];
  /** Are the dots drawn, or only there to be pointed at? Values that stand alone always are. */
  dotted: boolean;
  flags: Spot[];
  last: Spot | null;
};

/** More values than this on a line need no dots to be seen. */
const mostDots = 24;
/** A step longer than this many usual steps is a gap. */
const gapSteps = 1.5;

const draw = line<Spot>()
  .x(({ x }) => x)
  .y(({ y }) => y)
  .digits(1);

/** Lays out one line: its runs, dots and flagged values. */
export function lineMarks(series: LineSeries, tone: Tone, input: LineChartInput, frame: Frame): SeriesMarks {
  const points = [...series.points].sort((a, b) => timeOf(a.period) - timeOf(b.period));
  const breaks = (input.breaks ?? []).map(({ period }) => timeOf(period));
  const runs = runsOf(points, breaks).map((run) =>
    run.map((point) => {
      const time = timeOf(point.period);
      return { x: frame.x(time), y: frame.y(point.value), time, point };
    }),
  );
  const spots = runs.flat();
  return {
    name: series.name ?? '',
    tone,
    quiet: series.quiet ?? false,
    path: runs.map((run) => (run.length > 1 ? (draw(run) ?? '') : '')).join(''),
    runs,
    dots: spots.map(({ x, y, point }) => ({ x, y, title: titleOf(series, point, input) })),
    dotted: spots.length <= mostDots || runs.some((run) => run.length === 1),
    flags: spots.filter(({ point }) => point.flagged),
    last: spots.at(-1) ?? null,
  };
}

/** "Bangladesh, 2023: 7.65. Twice the year before." */
function titleOf({ name }: LineSeries, point: LinePoint & { value: number }, input: LineChartInput): string {
  const period = formatDate(point.period, input.lang);
  const head = name ? `${name}, ${period}` : period;
  const text = `${head}: ${written(point.value, input)}`;
  return point.note ? `${text}. ${point.note}` : text;
}

/**
 * Cuts a line, sorted by time, where a value is missing, where periods are left out, and at breaks. Which step is usual
 * is told by the middle one of all steps, so that a series of every fifth year is a line and not a row of dots.
 */
export function runsOf(
  points: readonly LinePoint[],
  breaks: readonly number[],
): (LinePoint & { value: number })[][] {
  const longest = usualStep(points) * gapSteps;
  const runs: (LinePoint & { value: number })[][] = [];
  let before: number | null = null;
  for (const point of points) {
    const time = timeOf(point.period);
    const { value } = point;
    if (value === null) {
      before = null;
      continue;
    }
    const goesOn: boolean =
      before !== null && time - before <= longest && !breaks.some(between(before, time));
    if (goesOn) runs.at(-1)?.push({ ...point, value });
    else runs.push([{ ...point, value }]);
    before = time;
  }
  return runs;
}

function between(from: number, until: number): (time: number) => boolean {
  return (time) => from < time && time <= until;
}

function usualStep(points: readonly LinePoint[]): number {
  const times = points.map(({ period }) => timeOf(period));
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return steps.sort((a, b) => a - b)[Math.floor((steps.length - 1) / 2)] ?? Infinity;
}
