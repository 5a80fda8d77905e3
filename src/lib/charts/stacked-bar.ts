import { formatNumber } from '#lib/i18n/format.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import {
  baselineShift,
  centred,
  gap,
  sheetFor,
  tenth,
  type Sheet,
  type Size,
  type TextBlock,
} from './sheet.ts';
import type { StackedBarInput, StackKey, StackRow } from './stacked-input.ts';
import { textWidth, widestOf, wrap } from './text-width.ts';

/** A part of a bar. `text` is empty and `shapeX` null where they do not fit; `plate` is what they cover. */
export type StackPart = {
  tone: StatusTone;
  x: number;
  width: number;
  text: string;
  textX: number;
  shapeX: number | null;
  plate: { x: number; width: number };
  title: string;
};
export type StackMark = {
  label: TextBlock;
  href?: string;
  y: number;
  textY: number;
  parts: StackPart[];
  total: { x: number; text: string };
};
export type StackLegend = { x: number; y: number; label: string; tone: StatusTone };

export type StackDrawing = {
  width: number;
  height: number;
  sheet: Sheet;
  /** Height of a bar. */
  thick: number;
  legend: StackLegend[];
  rows: StackMark[];
};

/** Width and height of the shape of a status in a drawing. */
export const shapeSize = 9;

const thickness: Record<Size, number> = { narrow: 17, wide: 20 };
const labelShare: Record<Size, number> = { narrow: 1, wide: 0.38 };

type PartText = Pick<StackPart, 'text' | 'textX' | 'shapeX' | 'plate'>;
type Layout = { sheet: Sheet; thick: number; left: number; perCount: (total: number) => number };

/** Lays out counts by status as parts of bars, for one size. Pure: the same input gives the same drawing. */
export function stackedBar(input: StackedBarInput, size: Size): StackDrawing {
  const sheet = sheetFor(size, input.lang);
  const { legend, height } = legendOf(input.keys, sheet);
  const labels = input.rows.map(({ label }) => wrap(label, sheet.width * labelShare[size], sheet.font));
  const layout = layoutOf(input, labels, sheet);
  const rows: StackMark[] = [];
  let y = height + gap;
  input.rows.forEach((row, index) => {
    const lines = labels[index] ?? [];
    const text = lines.length * sheet.leading;
    const rowHeight = size === 'narrow' ? text + layout.thick : Math.max(text, layout.thick);
    const middle = size === 'narrow' ? y + text + layout.thick / 2 : y + rowHeight / 2;
    const labelMiddle = size === 'narrow' ? y + text / 2 : middle;
    rows.push({ label: centred(lines, 0, labelMiddle, sheet), ...markOf(row, input, middle, layout) });
    y += rowHeight + gap * 1.3;
  });
  return { width: sheet.width, height: Math.ceil(y), sheet, thick: layout.thick, legend, rows };
}

function layoutOf({ lang, rows, keys, shares }: StackedBarInput, labels: string[][], sheet: Sheet): Layout {
  const left = sheet.size === 'narrow' ? 0 : Math.ceil(widestOf(labels.flat(), sheet.font) + gap * 2);
  const totals = rows.map((row) => totalOf(row, keys));
  const written = totals.map((total) => formatNumber(total, lang));
  const length = sheet.width - left - widestOf(written, sheet.font, true) - gap;
  const longest = Math.max(1, ...totals);
  const perCount = (total: number) => length / (shares ? Math.max(1, total) : longest);
  return { sheet, thick: thickness[sheet.size], left, perCount };
}

function markOf(
  row: StackRow,
  { lang, keys }: StackedBarInput,
  middle: number,
  { sheet, thick, left, perCount }: Layout,
): Omit<StackMark, 'label'> {
  const total = totalOf(row, keys);
  const scale = perCount(total);
  const parts: StackPart[] = [];
  let x = left;
  for (const { key, label, tone } of keys) {
    const count = row.counts[key] ?? 0;
    if (count <= 0) continue;
    const width = count * scale;
    const text = formatNumber(count, lang);
    const title = `${row.label}, ${label}: ${text}`;
    parts.push({ tone, x: tenth(x), width: tenth(width), title, ...textOf(text, x, width, sheet.font) });
    x += width;
  }
  return {
    href: row.href,
    y: tenth(middle - thick / 2),
    textY: tenth(middle + baselineShift(sheet.font)),
    parts,
    total: { x: tenth(x + gap), text: formatNumber(total, lang) },
  };
}

/** What fits into a part: shape and number, the number alone, or nothing. */
function textOf(text: string, x: number, width: number, font: number): PartText {
  const own = textWidth(text, font, true);
  const both = own + shapeSize + 3;
  const middle = x + width / 2;
  const hasShape = width >= both + gap;
  const covered = (hasShape ? both : own) + gap;
  return {
    text: width >= own + 3 ? text : '',
    textX: tenth(hasShape ? middle + (both - own) / 2 : middle),
    shapeX: hasShape ? tenth(middle - both / 2) : null,
    plate: { x: tenth(middle - covered / 2), width: tenth(covered) },
  };
}

function totalOf(row: StackRow, keys: readonly StackKey[]): number {
  return keys.reduce((sum, { key }) => sum + Math.max(0, row.counts[key] ?? 0), 0);
}

/** Shapes and words of the keys in lines as wide as the sheet. */
function legendOf(keys: readonly StackKey[], sheet: Sheet): { legend: StackLegend[]; height: number } {
  const legend: StackLegend[] = [];
  let [x, line] = [0, 0];
  for (const { label, tone } of keys) {
    const width = shapeSize + 5 + textWidth(label, sheet.font);
    if (x > 0 && x + width > sheet.width) [x, line] = [0, line + 1];
    legend.push({ x: tenth(x), y: tenth(line * sheet.leading + sheet.font), label, tone });
    x += width + gap * 2.5;
  }
  return { legend, height: keys.length > 0 ? (line + 1) * sheet.leading : 0 };
}
