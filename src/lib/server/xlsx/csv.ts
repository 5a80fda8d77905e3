import { writeCsv } from 'hucre/csv';
import type { CellValue } from './sheets.ts';

/** How a formula begins, in the letters of either width, and what makes a program begin a new cell or line. */
const formulaLike = /^[=+\-@|\t\r\n\0＝＋－＠]/u;

/** A text that a spreadsheet shows and never runs: what begins like a formula gets an apostrophe before it. */
export const defused = (text: string): string => (formulaLike.test(text) ? `'${text}` : text);

/**
 * Rows as CSV (RFC 4180, UTF-8 with a byte order mark so that Excel reads Bangla). What begins like a formula gets an
 * apostrophe before it: a spreadsheet shows it and does not run it.
 */
export function csvOf(rows: readonly (readonly CellValue[])[]): string {
  const text = writeCsv(
    rows.map((row) => row.map((value) => (typeof value === 'string' ? defused(value) : value))),
    { bom: true },
  );
  return `${text}\r\n`;
}

/** Rows with named columns as CSV; the first row has the names. */
export function csvOfRecords<Row extends Record<string, CellValue>>(
  names: readonly (keyof Row & string)[],
  rows: readonly Row[],
): string {
  return csvOf([names, ...rows.map((row) => names.map((name) => row[name] ?? null))]);
}
