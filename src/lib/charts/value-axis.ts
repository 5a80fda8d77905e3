import { scaleLinear } from 'd3-scale';
import { formatLarge, formatNumber } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';

/** A line of the grid: where it stands and what is written at it. */
export type Tick = { at: number; label: string; zero: boolean };
export type ValueAxis = { place: (value: number) => number; ticks: Tick[] };

export type ValueRange = {
  values: readonly number[];
  /** Positions of the least and of the greatest value. */
  range: [number, number];
  /** About how many lines. */
  count: number;
  lang: Lang;
  /** Begin at zero, as a length must; a line may leave it. */
  fromZero?: boolean;
};

/** A shorter range of values is none. */
const least = 1e-9;

/** An axis that begins and ends at round values, with as many decimals in its labels as the steps need. */
export function valueAxis({ values, range, count, lang, fromZero = true }: ValueRange): ValueAxis {
  const known = fromZero || values.length === 0 ? [0, ...values] : [...values];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const scale = scaleLinear()
    .domain(high - low < least ? [low, low + 1] : [low, high])
    .nice(count)
    .range(range);
  const steps = scale.ticks(count);
  const decimals = decimalsOf((steps[1] ?? 1) - (steps[0] ?? 0));
  const ticks = steps.map((value) => ({
    at: scale(value),
    label: formatNumber(value, lang, decimals),
    zero: value === 0,
  }));
  return { place: (value) => scale(value), ticks };
}

/** Decimals that write a step of 1, 2 or 5 times a power of ten exactly. */
function decimalsOf(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** A unit large values are told in: divide by it, and name it once in the subtitle. */
export type LargeUnit = { divide: number; word: string };

const steps: Record<Lang, readonly number[]> = { en: [1e12, 1e9, 1e6], bn: [1e7] };

/**
 * The unit people tell values of this size in: 27,168,536,337 is told in "billion" or "কোটি". Below a million (a crore)
 * the values themselves are short enough and the word is empty.
 */
export function largeUnit(greatest: number, lang: Lang): LargeUnit {
  const divide = steps[lang].find((step) => Math.abs(greatest) >= step) ?? 1;
  if (divide === 1) return { divide, word: '' };
  const spoken = formatLarge(divide * 2, lang);
  return { divide, word: spoken.replace(/^\S+\s/u, '') };
}
