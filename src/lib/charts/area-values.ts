import { formatNumber } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import { classesOf, classOf, type Classes, type ClassMethod } from './classes.ts';
import { ramp, type Tone } from './palette.ts';

/** An area (a district, a division) with the value to show; null where there is none. */
export type AreaValue = { code: string; name: string; value: number | null; href?: string };

export type AreaInput = {
  lang: Lang;
  areas: readonly AreaValue[];
  /** What the legend counts in: "thousand people". */
  unit: string;
  /** Quantiles when left out: about as many areas in each class. */
  method?: ClassMethod;
  /** At most this many classes, 1 to 5. */
  classes?: number;
  decimals?: number;
  /** Values are divided by this before they are cut into classes and written (see largeUnit). */
  divide?: number;
};

/** An area as it is shown: its class as a tone, or null without a value; its value as text, empty without one. */
export type ShownArea = AreaValue & { tone: Tone | null; text: string; title: string };

export type ShownAreas = {
  classes: Classes;
  tones: readonly Tone[];
  areas: ShownArea[];
  hasMissing: boolean;
};

/** Sorts areas into classes and writes their values. */
export function shownAreas(input: AreaInput): ShownAreas {
  const { lang, areas, method = 'quantile', classes: count = 5, decimals, divide = 1 } = input;
  const values = areas.flatMap(({ value }) => (value === null ? [] : [value / divide]));
  const classes = classesOf(values, Math.min(count, 5), method);
  const tones = ramp(classes.length - 1);
  const missing = sayIn(lang)('chart_no_data');
  return {
    classes,
    tones,
    hasMissing: values.length < areas.length,
    areas: areas.map((area) => {
      if (area.value === null) return { ...area, tone: null, text: '', title: `${area.name}: ${missing}` };
      const value = area.value / divide;
      const text = formatNumber(value, lang, decimals);
      const tone = tones[classOf(classes, value)] ?? null;
      return { ...area, tone, text, title: `${area.name}: ${text} ${input.unit}` };
    }),
  };
}
