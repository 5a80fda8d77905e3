import type { Lang } from '#lib/i18n/lang.ts';

/** A chart is drawn for a phone or a column (`narrow`) or for a screen or a page (`wide`). */
export type Size = 'narrow' | 'wide';

/** What a drawing is made on: width, font size, distance of lines of text, all in units of its own. */
export type Sheet = { size: Size; lang: Lang; width: number; font: number; leading: number };

/** Where a word ends and the mark it names begins. */
export const gap = 6;

const paper: Record<Size, { width: number; font: number }> = {
  narrow: { width: 340, font: 12 },
  wide: { width: 720, font: 14 },
};

/** Bangla stands higher and deeper than Latin at the same size: a little larger, with more air. */
const script: Record<Lang, { larger: number; leading: number }> = {
  en: { larger: 1, leading: 1.28 },
  bn: { larger: 1.06, leading: 1.42 },
};

/** The sheet of a size. Drawn 340 (narrow) or at least 580 pixels wide, no text is under 11 pixels high. */
export function sheetFor(size: Size, lang: Lang): Sheet {
  const { width, font } = paper[size];
  const { larger, leading } = script[lang];
  const fontSize = tenth(font * larger);
  return { size, lang, width, font: fontSize, leading: tenth(fontSize * leading) };
}

/** A sheet for drawings full of short words, with the smallest type there is. */
export function smaller(sheet: Sheet, width: number): Sheet {
  const ratio = sheet.size === 'narrow' ? 11.6 / 12 : 12.2 / 14;
  return { ...sheet, width, font: tenth(sheet.font * ratio), leading: tenth(sheet.leading * ratio) };
}

/** Rounded to a tenth of a unit: finer than any screen or printer shows. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** How far below the middle of a line of text its baseline lies. */
export function baselineShift(font: number): number {
  return tenth(font * 0.35);
}

/** A block of text lines: `y` is the baseline of the first. */
export type TextBlock = { x: number; y: number; lines: string[] };

/** A block of lines whose middle stands at `middle`. */
export function centred(lines: string[], x: number, middle: number, sheet: Sheet): TextBlock {
  const first = middle - ((lines.length - 1) * sheet.leading) / 2;
  return { x: tenth(x), y: tenth(first + baselineShift(sheet.font)), lines };
}
