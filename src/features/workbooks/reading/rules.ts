import {
  between,
  folded,
  headerOf,
  problem,
  readCell,
  textOf,
  type RowsField,
  type Value,
} from '#features/workbooks/rules.ts';
import type { ReadCell, ReadRow, SheetColumn } from '#features/workbooks/schema.ts';
import { latinDigits } from '#lib/forms/written-dates.ts';
import { inBoth } from '#lib/i18n/in-both.ts';
import { langs } from '#lib/i18n/lang.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import { cleanLine } from '#lib/i18n/text.ts';

/** The keys of the columns that a machine reads: which record a row is, and on which version it was made. */
export const refKey = 'ref';
export const versionKey = 'version';
/** How the first column is headed for machines: what the rows are. */
export const nounMark = (noun: string) => `${refKey}:${noun}`;

/** A sheet as it came back, as far as the header is concerned: which column of the sheet is which of ours. */
export type Heading = {
  noun: string | null;
  /** The last row of the header, from 0. */
  row: number;
  /** By key of our column, and for the reference and the version: the column of the sheet. */
  places: Map<string, number>;
};

const mostHeadRows = 10;

/**
 * Finds the header of a sheet: the machine's row, or else headers that people can read, in either language. Null where
 * there is none. Headers are compared as text and never used as names of anything.
 */
export function headingOf(
  rows: readonly (readonly Value[])[],
  columnsFor: (noun: string | null) => readonly SheetColumn[] | null,
): Heading | null {
  for (const [row, cells] of rows.slice(0, mostHeadRows).entries()) {
    const machine = machineHeading(cells, row);
    if (machine) return machine;
  }
  const columns = columnsFor(null);
  for (const [row, cells] of rows.slice(0, mostHeadRows).entries()) {
    const read = columns && readableHeading(cells, row, columns);
    if (read) return read;
  }
  return null;
}

function machineHeading(cells: readonly Value[], row: number): Heading | null {
  const texts = cells.map((cell) => (typeof cell === 'string' ? cleanLine(cell) : ''));
  const mark = texts.findIndex((text) => text.startsWith(`${refKey}:`));
  if (mark < 0) return null;
  const places = new Map([[refKey, mark]]);
  for (const [at, text] of texts.entries()) if (text !== '' && at !== mark) places.set(text, at);
  return { noun: texts[mark]?.slice(refKey.length + 1) ?? null, row, places };
}

function readableHeading(
  cells: readonly Value[],
  row: number,
  columns: readonly SheetColumn[],
): Heading | null {
  const texts = cells.map((cell) => folded(textOf(cell)));
  const find = (...names: string[]) =>
    texts.findIndex((text) => text !== '' && names.map(folded).includes(text));
  const places = new Map<string, number>();
  for (const column of columns) {
    const names = langs.map((lang) => sayIn(lang)(column.field.label));
    const own = column.lang === null ? names : names.map((name) => `${name} (${column.lang ?? ''})`);
    const at = find(headerOf(column), ...own);
    if (at >= 0) places.set(column.key, at);
  }
  const ref = find(inBoth('workbook_ref'), ...langs.map((lang) => sayIn(lang)('workbook_ref')));
  const version = find(inBoth('workbook_version'), ...langs.map((lang) => sayIn(lang)('workbook_version')));
  if (ref < 0 || places.size === 0) return null;
  places.set(refKey, ref);
  if (version >= 0) places.set(versionKey, version);
  return { noun: null, row, places };
}

/** Marks of cells by "row,column". */
export type Marks = ReadonlyMap<string, 'formula' | 'error' | 'merged'>;

const markProblems = {
  formula: 'workbook_formula',
  error: 'workbook_error_cell',
  merged: 'workbook_merged',
} as const satisfies Record<string, MessageKey>;

/** The rows under a header that say anything, each cell read as its column is. */
export function rowsUnder(
  rows: readonly (readonly Value[])[],
  { row: head, places }: Heading,
  { columns, marks }: { columns: readonly SheetColumn[]; marks: Marks },
): ReadRow[] {
  return rows.slice(head + 1).flatMap((cells, index): ReadRow[] => {
    const row = head + 1 + index;
    const at = (key: string) => cells[places.get(key) ?? -1] ?? null;
    const ref = cleanLine(textOf(at(refKey)));
    const read: ReadRow['cells'] = {};
    for (const column of columns) {
      const place = places.get(column.key);
      if (place === undefined) continue;
      const mark = marks.get(`${String(row)},${String(place)}`);
      read[column.key] = mark ? problem(markProblems[mark]) : readCell(column, cells[place] ?? null);
    }
    const isEmpty = ref === '' && Object.values(read).every((cell) => 'text' in cell && cell.text === '');
    if (isEmpty) return [];
    const version = Number(latinDigits(textOf(at(versionKey))));
    return [
      { row: row + 1, ref, version: Number.isInteger(version) && version > 0 ? version : 0, cells: read },
    ];
  });
}

type Asked = { of: string; text: string };
/** What texts may mean, by "kind text". */
type Meanings = ReadonlyMap<string, readonly { ref: string }[]>;

/** The names a row gives records by, to be looked up. */
export function readReferences(columns: readonly SheetColumn[], row: ReadRow): Asked[] {
  return columns.flatMap(({ key, field }): Asked[] => {
    const cell = row.cells[key];
    if (!cell || 'problem' in cell || cell.text === '') return [];
    if (field.kind === 'reference') return [{ of: field.of, text: cell.text }];
    if (field.kind !== 'rows') return [];
    return cell.text.split('\n').flatMap((line) =>
      line.split(between).flatMap((part, at): Asked[] => {
        const inner = field.row[at];
        return inner?.kind === 'reference' && part !== '' ? [{ of: inner.of, text: part }] : [];
      }),
    );
  });
}

/** A row with references in the place of names. */
export function withReferenceTexts(columns: readonly SheetColumn[], row: ReadRow, known: Meanings): ReadRow {
  const cells = { ...row.cells };
  for (const { key, field } of columns) {
    const cell = cells[key];
    if (!cell || 'problem' in cell || cell.text === '') continue;
    if (field.kind === 'reference') cells[key] = oneOf(field.of, cell.text, known);
    if (field.kind === 'rows') cells[key] = rowsNamed(field, cell.text, known);
  }
  return { ...row, cells };
}

function rowsNamed(field: RowsField, text: string, known: Meanings): ReadCell {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const parts: string[] = [];
    for (const [at, part] of line.split(between).entries()) {
      const inner = field.row[at];
      const read: ReadCell =
        inner?.kind === 'reference' && part !== '' ? oneOf(inner.of, part, known) : { text: part };
      if ('problem' in read) return read;
      parts.push(read.text);
    }
    lines.push(parts.join(between));
  }
  return { text: lines.join('\n') };
}

function oneOf(of: string, text: string, known: Meanings): ReadCell {
  const all = known.get(`${of} ${text}`) ?? [];
  const exact = all.find(({ ref }) => ref === text);
  if (exact) return { text: exact.ref };
  const [only] = all;
  if (!only) return problem('workbook_name_unknown', { text });
  if (all.length > 1)
    return problem('workbook_name_several', { text, refs: all.map(({ ref }) => ref).join(', ') });
  return { text: only.ref };
}

type ReadSheet = {
  rows: readonly (readonly Value[])[];
  marks: readonly { row: number; column: number; what: 'formula' | 'error' | 'merged' }[];
};

/** The first sheet that has a header of ours, with its header; null where there is none. */
export function headedSheet<Sheet extends ReadSheet>(
  sheets: readonly Sheet[],
  columnsFor: (noun: string | null) => readonly SheetColumn[] | null,
): { sheet: Sheet; heading: Heading; marks: Marks } | null {
  for (const sheet of sheets) {
    const heading = headingOf(sheet.rows, columnsFor);
    if (!heading) continue;
    const marks = sheet.marks.map(
      ({ row, column, what }) => [`${String(row)},${String(column)}`, what] as const,
    );
    return { sheet, heading, marks: new Map(marks) };
  }
  return null;
}
