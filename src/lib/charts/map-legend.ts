import { formatNumber } from '#lib/i18n/format.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { AreaInput, ShownAreas } from './area-values.ts';
import type { Tone } from './palette.ts';
import { gap, tenth, type Sheet } from './sheet.ts';
import { textWidth, wrap } from './text-width.ts';

/** A field of the legend; without a tone it is hatched. */
export type LegendStep = { x: number; y: number; width: number; tone: Tone | null };
export type LegendText = { x: number; y: number; text: string; anchor: 'start' | 'middle' | 'end' };

/**
 * The classes of a map with their limits: as a strip with the limits under its joints or, where these are too long for
 * that, as a list; and a hatched field for areas without a value.
 */
export type MapLegend = { steps: LegendStep[]; texts: LegendText[]; height: number; thick: number };

type Corner = { x: number; y: number };
type ClassWords = { tones: readonly Tone[]; limits: readonly string[] };
type Part = { steps: LegendStep[]; texts: LegendText[] };

const thick = 11;
const leastStep = 34;
const fieldWidth = 24;

/** Lays out a legend with its upper left corner at `at`. */
export function mapLegend(shown: ShownAreas, input: AreaInput, sheet: Sheet, at: Corner): MapLegend {
  const title = wrap(input.unit, sheet.width - at.x, sheet.font).map((text, index) =>
    textAt({ x: at.x, y: at.y + index * sheet.leading + sheet.font }, text),
  );
  const corner = { x: at.x, y: tenth(at.y + title.length * sheet.leading + gap * 0.6) };
  const limits = [...new Set(shown.classes)].map((limit) => formatNumber(limit, input.lang, input.decimals));
  const width = stepFor(limits, sheet.font);
  const fits = width * shown.tones.length <= sheet.width - at.x;
  const classes = { tones: shown.tones, limits };
  const part = fits ? strip(classes, width, corner, sheet) : list(classes, corner, sheet);
  const missing = shown.hasMissing ? missingField(part, corner, input, sheet) : { steps: [], texts: [] };
  const texts = [...title, ...part.texts, ...missing.texts];
  const lowest = Math.max(...texts.map(({ y }) => y));
  return { steps: [...part.steps, ...missing.steps], texts, height: Math.ceil(lowest - at.y + gap), thick };
}

/** So wide that numbers under neighbouring joints do not touch; the outer two stand inside the strip. */
function stepFor(limits: readonly string[], font: number): number {
  const widths = limits.map((limit) => textWidth(limit, font));
  const inside = (index: number) =>
    (widths[index] ?? 0) * (index === 0 || index === widths.length - 1 ? 1 : 0.5);
  const needed = widths.slice(1).map((_, index) => inside(index) + inside(index + 1) + gap);
  return Math.ceil(Math.max(leastStep, ...needed));
}

function strip({ tones, limits }: ClassWords, width: number, { x, y }: Corner, sheet: Sheet): Part {
  const baseline = y + thick + sheet.font + 2;
  const last = limits.length - 1;
  return {
    steps: tones.map((tone, index) => ({ x: tenth(x + index * width), y, width, tone })),
    texts: limits.map((text, index) => {
      const anchor = index === 0 ? 'start' : index === last ? 'end' : 'middle';
      return textAt({ x: x + index * width, y: baseline }, text, anchor);
    }),
  };
}

/** One line per class: "1.2–1.8". */
function list({ tones, limits }: ClassWords, { x, y }: Corner, { leading }: Sheet): Part {
  return {
    steps: tones.map((tone, index) => ({ x, y: tenth(y + index * leading), width: fieldWidth, tone })),
    texts: tones.map((_, index) => {
      const text = limits.slice(index, index + 2).join('–');
      return textAt({ x: x + fieldWidth + gap, y: y + index * leading + thick - 1 }, text);
    }),
  };
}

/** Beside a strip where it fits, else under what is there. */
function missingField({ steps, texts }: Part, { x, y }: Corner, { lang }: AreaInput, sheet: Sheet): Part {
  const words = sayIn(lang)('chart_no_data');
  const right = Math.max(
    x,
    ...steps.filter((step) => step.y === y).map((step) => step.x + step.width + gap * 3),
  );
  const isStrip = steps.every((step) => step.y === y);
  const beside = isStrip && right + fieldWidth + gap + textWidth(words, sheet.font) <= sheet.width;
  const below = Math.max(y, ...texts.map((text) => text.y + gap * 1.7));
  const at = beside ? { x: right, y } : { x, y: tenth(below) };
  return {
    steps: [{ x: tenth(at.x), y: at.y, width: fieldWidth, tone: null }],
    texts: [textAt({ x: at.x + fieldWidth + gap, y: at.y + thick - 1 }, words)],
  };
}

function textAt({ x, y }: Corner, text: string, anchor: LegendText['anchor'] = 'start'): LegendText {
  return { x: tenth(x), y: tenth(y), text, anchor };
}
