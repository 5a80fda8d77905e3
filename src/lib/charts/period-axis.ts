import { precisionOf, type PartialDate } from '#lib/dates.ts';
import { formatDate, formatDigits } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { textWidth } from './text-width.ts';

/** A point in time as a number: years, with months as twelfths. The beginning of what a partial date can mean. */
export function timeOf(date: PartialDate): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return year + (month - 1) / 12 + (day - 1) / 372;
}

export type PeriodTick = { time: number; label: string };

const yearSteps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];
const monthSteps = [1, 2, 3, 6, 12];
const monthsShown = 3;

/**
 * Labels under an axis of periods: the first and the last period, and round years (or months, where all lies within
 * three years) between them, as many as fit.
 * @param width length of the axis, in the unit of `font`
 */
export function periodTicks(
  dates: readonly PartialDate[],
  width: number,
  font: number,
  lang: Lang,
): PeriodTick[] {
  const sorted = [...dates].sort((a, b) => timeOf(a) - timeOf(b));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const inMonths =
    timeOf(last) - timeOf(first) < monthsShown && sorted.some((date) => precisionOf(date) !== 'year');
  const unit = inMonths ? months : years;
  const ends = [...new Set([unit.index(first), unit.index(last)])];
  const [from = 0, until = from] = ends;
  const perUnit = until > from ? width / (until - from) : width;
  const widest = Math.max(...ends.map((index) => textWidth(unit.label(index, lang), font)));
  const apart = (widest + font * 2) / perUnit;
  return indices(from, until, apart, unit.steps).map((index) => ({
    time: unit.time(index),
    label: unit.label(index, lang),
  }));
}

/** Both ends, and the multiples of the smallest step that keep `apart` from one another and from the ends. */
function indices(from: number, until: number, apart: number, steps: readonly number[]): number[] {
  if (until - from < apart) return until === from ? [from] : [until];
  const step = steps.find((candidate) => candidate >= apart) ?? until - from;
  const between: number[] = [];
  for (let index = Math.ceil(from / step) * step; index <= until - apart; index += step) {
    if (index - from >= apart) between.push(index);
  }
  return [from, ...between, until];
}

const years = {
  steps: yearSteps,
  index: (date: PartialDate) => Math.floor(timeOf(date)),
  time: (index: number) => index,
  label: (index: number, lang: Lang) => formatDigits(index, lang),
};

const months = {
  steps: monthSteps,
  index: (date: PartialDate) => Math.floor(timeOf(date) * 12 + 1e-6),
  time: (index: number) => index / 12,
  label: (index: number, lang: Lang) => {
    const month = String((index % 12) + 1).padStart(2, '0');
    return formatDate(`${Math.floor(index / 12)}-${month}`, lang);
  },
};
