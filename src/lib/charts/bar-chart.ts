import { scaleLinear } from 'd3-scale';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Bar, BarChartInput } from './bar-input.ts';
import { written } from './frame.ts';
import type { Tone } from './palette.ts';
import { baselineShift, gap, sheetFor, tenth, type Sheet, type Size, type TextBlock } from './sheet.ts';
import { textWidth, widestOf, wrap } from './text-width.ts';

export type BarMark = {
  label: TextBlock;
  note: TextBlock;
  x: number;
  y: number;
  width: number;
  value: { x: number; y: number; text: string; anchor: 'start' | 'end' };
  tone: Tone;
  known: boolean;
  href?: string;
  title: string;
};

export type BarDrawing = {
  width: number;
  height: number;
  sheet: Sheet;
  /** Height of a bar. */
  thick: number;
  /** Where zero stands. */
  zero: number;
  names: { y: number; text: string }[];
  bars: BarMark[];
};

type Row = { bar: Bar; label: string[]; note: string[]; text: string };
type Layout = { sheet: Sheet; thick: number; place: (value: number) => number };

const thickness: Record<Size, number> = { narrow: 13, wide: 18 };
/** Share of a sheet that labels may take: above their bars on a narrow one, left of them on a wide one. */
const labelShare: Record<Size, number> = { narrow: 1, wide: 0.38 };

/** Lays out bars under one another, all from zero, for one size. Pure: the same input gives the same drawing. */
export function barChart(input: BarChartInput, size: Size): BarDrawing {
  const sheet = sheetFor(size, input.lang);
  const groups = input.groups.map(({ name, bars }) => ({
    name,
    rows: bars.map((bar) => rowOf(bar, input, sheet)),
  }));
  const place = scaleOf(
    groups.flatMap(({ rows }) => rows),
    sheet,
  );
  const layout = { sheet, thick: thickness[size], place };
  const names: BarDrawing['names'] = [];
  const bars: BarMark[] = [];
  let y = 0;
  for (const { name, rows } of groups) {
    if (y > 0) y += sheet.leading * (name ? 0.9 : 0.4);
    if (name) {
      names.push({ y: tenth(y + sheet.font), text: name });
      y += sheet.leading * 1.4;
    }
    for (const row of rows) {
      const height = heightOf(row, layout);
      bars.push(barMark(row, y, height, layout));
      y += height + gap * 1.5;
    }
  }
  return {
    width: sheet.width,
    height: Math.ceil(y),
    sheet,
    thick: layout.thick,
    zero: tenth(place(0)),
    names,
    bars,
  };
}

function rowOf(bar: Bar, input: BarChartInput, sheet: Sheet): Row {
  const limit = sheet.width * labelShare[sheet.size];
  const missing = sayIn(input.lang)('chart_no_value');
  return {
    bar,
    label: wrap(bar.label, limit, sheet.font),
    note: bar.note ? wrap(bar.note, limit, sheet.font) : [],
    text: bar.written ?? (bar.value === null ? missing : written(bar.value, input)),
  };
}

/** Values to positions right of the labels, so that what is written at the ends of the bars stays on the sheet. */
function scaleOf(rows: readonly Row[], sheet: Sheet): (value: number) => number {
  const lines = rows.flatMap(({ label, note }) => [...label, ...note]);
  const left = sheet.size === 'narrow' ? 0 : Math.ceil(widestOf(lines, sheet.font) + gap * 2);
  const values = rows.map(({ bar }) => bar.value ?? 0);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const room = (of: readonly Row[]) =>
    Math.max(0, ...of.map(({ text }) => textWidth(text, sheet.font, true) + gap * 1.5));
  const start = left + room(rows.filter(({ bar }) => (bar.value ?? 0) < 0));
  const scale = scaleLinear([low, high === low ? low + 1 : high], [start, sheet.width - room(rows)]);
  return (value) => scale(value);
}

function heightOf({ label, note }: Row, { sheet, thick }: Layout): number {
  const text = (label.length + note.length) * sheet.leading;
  return sheet.size === 'narrow' ? text + gap * 0.5 + thick : Math.max(text, thick);
}

function barMark(row: Row, top: number, height: number, { sheet, thick, place }: Layout): BarMark {
  const { bar, label, note, text } = row;
  const textHeight = (label.length + note.length) * sheet.leading;
  const textTop = sheet.size === 'narrow' ? top : top + (height - textHeight) / 2;
  const y = sheet.size === 'narrow' ? top + height - thick : top + (height - thick) / 2;
  const firstLine = textTop + sheet.leading / 2 + baselineShift(sheet.font);
  const [zero, end] = [place(0), place(bar.value ?? 0)];
  const negative = end < zero;
  return {
    label: { x: 0, y: tenth(firstLine), lines: label },
    note: { x: 0, y: tenth(firstLine + label.length * sheet.leading), lines: note },
    x: tenth(Math.min(zero, end)),
    y: tenth(y),
    width: tenth(Math.abs(end - zero)),
    value: {
      x: tenth(end + (negative ? -gap : gap)),
      y: tenth(y + thick / 2 + baselineShift(sheet.font)),
      text,
      anchor: negative ? 'end' : 'start',
    },
    tone: bar.quiet ? 'middle' : 'river',
    known: bar.value !== null,
    href: bar.href,
    title: [`${bar.label}: ${text}`, ...(bar.note ? [bar.note] : [])].join('. '),
  };
}
