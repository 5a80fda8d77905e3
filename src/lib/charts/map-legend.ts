import { formatNumber } from '#lib/i18n/format.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { AreaInput, ShownAreas } from './area-values.ts';
import type { Tone } from './palette.ts';
import { gap, tenth, type Sheet } from './sheet.ts';
import { textWidth, widestOf, wrap } from './text-width.ts';

export type LegendStep = { x: number; y: number; width: number; tone: Tone | null };
export type LegendText = { x: number; y: number; text: string; anchor: 'start' | 'middle' | 'end' };

/**
 * The classes of a map with their limits: as a strip with the limits under its joints or, where these are too long for
 * that, as a list; and a hatched field for areas without a value.
 */
export type MapLegend = { steps: LegendStep[]; texts: LegendText[]; height: number; thick: number };

type Corner = { x: number; y: number };

const thick = 11;
const leastStep = 34;
const fieldWidth = 24;

/** Lays out a legend with its upper left corner at `at`. */
export function mapLegend(shown: ShownAreas, input: AreaInput, sheet: Sheet, at: Corner): MapLegend {
  const titles = wrap(input.unit, sheet.width - at.x, sheet.font);
  const title = titles.map((text, index) => textAt(at.x, at.y + index * sheet.leading + sheet.font, text));
  const corner = { x: at.x, y: tenth(at.y + titles.length * sheet.leading + gap * 0.6) };
  const numbers = shown.classes.map((limit) => formatNumber(limit, input.lang, input.decimals));
  const stepWidth = stepFor(numbers, sheet.font);
  const fits = stepWidth * shown.tones.length <= sheet.width - at.x;
  const part = fits ? strip(shown, numbers, stepWidth, corner) : list(shown, numbers, sheet, corner);
  const bottom = corner.y + thick + sheet.font + 2;
  if (shown.hasMissing) addMissing(part, sayIn(input.lang)('chart_no_data'), sheet, corner);
  const lowest = Math.max(bottom, ...part.texts.map(({ y }) => y));
  return { steps: part.steps, texts: [...title, ...part.texts], height: Math.ceil(lowest - at.y + gap), thick };
}

type Part = Pick<MapLegend, 'steps' | 'texts'>;

/** So wide that the numbers under neighbouring joints do not touch; the outer ones stand inside the strip. */
function stepFor(numbers: readonly string[], font: number): number {
  const widths = numbers.map((number) => textWidth(number, font));
  const last = widths.length - 1;
  const share = (index: number) => (widths[index] ?? 0) * (index === 0 || index === last ? 1 : 0.5);
  const needed = widths.slice(1).map((_, index) => share(index) + share(index + 1) + gap);
  return Math.ceil(Math.max(leastStep, ...needed));
}

function strip({ tones }: ShownAreas, numbers: readonly string[], width: number, { x, y }: Corner): Part {
  const last = numbers.length - 1;
  return {
    steps: tones.map((tone, index) => ({ x: tenth(x + index * width), y, width, tone })),
    texts: numbers.map((text, index) => {
      const anchor = index === 0 ? 'start' : index === last ? 'end' : 'middle';
      return { ...textAt(x + index * width, y, text), anchor };
    }),
  };
}
function textAt(x: number, y: number, text: string, anchor: LegendText['anchor'] = 'start'): LegendText {
  return { x: tenth(x), y: tenth(y), text, anchor };
}
