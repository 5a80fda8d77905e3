import { writeCsv } from 'hucre/csv';
import type { CellValue } from './sheets.ts';

/**
 * Rows as CSV (RFC 4180, UTF-8 with a byte order mark so that Excel reads Bangla). What begins like a formula gets an
 * apostrophe before it: a spreadsheet shows it and does not run it.
 */
export function csvOf(rows: readonly (readonly CellValue[])[]): string {
  const text = writeCsv(
    rows.map((row) => [...row]),
    { bom: true, escapeFormulae: true },
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
