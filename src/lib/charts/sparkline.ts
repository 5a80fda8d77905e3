import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { LinePoint } from './line-input.ts';
import { runsOf } from './line-marks.ts';
import { timeOf } from './period-axis.ts';
import { tenth } from './sheet.ts';

/** A line without words: its path, values that stand alone, and where it ends (null without a value). */
export type SparkDrawing = {
  width: number;
  height: number;
  path: string;
  alone: [number, number][];
  end: [number, number] | null;
};

const width = 96;
const height = 24;
const inset = 3;

/** Lays out a tiny line; its height spans its own values, because only its course is meant. */
export function sparkline(points: readonly LinePoint[]): SparkDrawing {
  const sorted = [...points].sort((a, b) => timeOf(a.period) - timeOf(b.period));
  const times = sorted.map(({ period }) => timeOf(period));
  const values = sorted.flatMap(({ value }) => (value === null ? [] : [value]));
  const x = scaleLinear(spread(times), [inset, width - inset]);
  const y = scaleLinear(spread(values), [height - inset, inset]);
  const runs = runsOf(sorted, []).map((run) =>
    run.map(({ period, value }): [number, number] => [tenth(x(timeOf(period))), tenth(y(value))]),
  );
  const draw = line().digits(1);
  return {
    width,
    height,
    path: runs.map((run) => (run.length > 1 ? (draw(run) ?? '') : '')).join(''),
    alone: runs.flatMap((run) => (run.length === 1 ? run : [])),
    end: runs.at(-1)?.at(-1) ?? null,
  };
}

/** Least and greatest; one value alone stands in the middle. */
function spread(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low - 1, high + 1] : [low, high];
}
