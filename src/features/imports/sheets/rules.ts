import { tooLarge, unreadable } from '#features/imports/errors.ts';
import { dateIn, latinDigits } from '#lib/forms/written-dates.ts';
import { isPartialDate } from '#lib/dates.ts';
import { cleanLine, cleanText } from '#lib/i18n/text.ts';
import { mostColumns, mostHeaderRows, mostInCell, mostRows, type Sheet, type Table } from './schema.ts';

const mostDepth = 6;

/** Rows as they were read, cleaned and all of one width; empty ones are left out. Throws tooLarge, unreadable. */
export function sheetOf(name: string, rows: readonly (readonly string[])[]): Sheet {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (width > mostColumns) throw tooLarge(mostColumns, 'columns');
  const cleaned = rows
    .map((row) => Array.from({ length: width }, (_, at) => cellOf(row[at] ?? '')))
    .filter((row) => row.some((cell) => cell !== ''));
  if (cleaned.length === 0) throw unreadable('empty');
  if (cleaned.length > mostRows + mostHeaderRows) throw tooLarge(mostRows, 'rows');
  return { name: cleanLine(name).slice(0, 100), rows: cleaned };
}

/** A cell of a huge text is refused before it is looked at. */
function cellOf(raw: string): string {
  if (raw.length > mostInCell) throw tooLarge(mostInCell, 'cell');
  return cleanText(raw);
}

/**
 * JSON as a sheet: a list of objects, or one under `data`. Nested values have dotted names, lists are joined by semicolons;
 * the names stand in the first row. Throws unreadable, tooLarge.
 */
export function jsonSheet(name: string, text: string): Sheet {
  const list = listIn(parsed(text));
  if (!list || list.length === 0) throw unreadable(list ? 'empty' : 'broken');
  if (list.length > mostRows) throw tooLarge(mostRows, 'rows');
  const flat = list.map((one) => flattened(one));
  const names = [...new Set(flat.flatMap((one) => [...one.keys()]))];
  if (names.length > mostColumns) throw tooLarge(mostColumns, 'columns');
  return sheetOf(name, [names, ...flat.map((one) => names.map((column) => one.get(column) ?? ''))]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw unreadable('broken');
  }
}

function listIn(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value as unknown[];
  const inner = value !== null && typeof value === 'object' && 'data' in value ? value.data : null;
  return Array.isArray(inner) ? (inner as unknown[]) : null;
}

type Flat = Map<string, string>;
const isPlain = (value: unknown) =>
  value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value);
const plainText = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** Names are keys of a map and never of an object: `__proto__` is a column like any other. */
function flattened(value: unknown, name = '', depth = 0): Flat {
  if (depth > mostDepth) throw unreadable('broken');
  if (isPlain(value)) return new Map([[name || 'value', plainText(value)]]);
  if (Array.isArray(value)) return joined(value as unknown[], name, depth);
  const parts = Object.entries(value as object).flatMap(([key, inner]) => [
    ...flattened(inner, name ? `${name}.${key}` : key, depth + 1),
  ]);
  return new Map(parts);
}

/** A list: what its members say under a name, with semicolons between. */
function joined(list: unknown[], name: string, depth: number): Flat {
  const into: Flat = new Map();
  for (const one of list) {
    for (const [key, text] of flattened(one, name, depth + 1))
      into.set(key, [into.get(key), text].filter(Boolean).join('; '));
  }
  return into;
}

const isFigure = (cell: string) =>
  /^[\d.,%\s-]+$/u.test(latinDigits(cell)) || isPartialDate(dateIn(cell) ?? '');

/**
 * How many rows on top are headers: those before the first row that reads like the rest, with a figure where it has one or
 * filled as widely. Between one and five.
 */
export function headerRowsIn({ rows }: Sheet): number {
  const width = rows[0]?.length ?? 0;
  const filled = rows.map((row) => row.filter(Boolean).length);
  const usual = [...filled.slice(1)].sort((a, b) => a - b)[Math.floor((filled.length - 1) / 2)] ?? width;
  const body = rows.findIndex((row, at) => at > 0 && row.some(isFigure));
  const wide = filled.findIndex((count) => count >= Math.max(2, usual));
  const found = body > 0 && body <= mostHeaderRows ? body : wide + 1;
  return Math.min(mostHeaderRows, Math.max(1, found), Math.max(1, rows.length - 1));
}

/**
 * The headers of a sheet joined over their rows, and what stands below. A group written once over several columns goes for
 * all of them; a line over the whole sheet is its title and no header. A header met again is numbered.
 */
export function tableOf({ rows }: Sheet, headerRows: number): Table {
  const count = Math.min(Math.max(1, headerRows), mostHeaderRows);
  const tops = rows.slice(0, count);
  const last = tops.length - 1;
  const spread = tops.filter((row, at) => at === last || row.filter(Boolean).length > 1).map(groupsOver);
  const width = rows[0]?.length ?? 0;
  const seen = new Map<string, number>();
  const headers = Array.from({ length: width }, (_, at) => {
    const parts = spread.map((row) => cleanLine(row[at] ?? '')).filter(Boolean);
    const joined = [...new Set(parts)].join(' / ') || `#${String(at + 1)}`;
    const times = (seen.get(joined) ?? 0) + 1;
    seen.set(joined, times);
    return times === 1 ? joined : `${joined} (${String(times)})`;
  });
  return { headers, rows: rows.slice(count), first: count + 1 };
}

/** The last row names each column; in a row above, a name goes on until the next one. */
function groupsOver(row: string[], at: number, all: string[][]): string[] {
  if (at === all.length - 1) return row;
  let name = '';
  return row.map((cell) => (name = cell || name));
}
