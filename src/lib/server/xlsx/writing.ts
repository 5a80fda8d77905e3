import { colToLetter, writeXlsx, writeXlsxStream, type DataValidation, type WriteSheet } from 'hucre/xlsx';
import type { CellValue, WrittenSheet, WrittenWorkbook } from './sheets.ts';

/** Excel's own limits of names and cells. */
const mostName = 31;
const mostCell = 32_767;

/** Characters no part of a workbook may hold: XML 1.0 has no place for them. */
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu; // eslint-disable-line no-control-regex -- these are the ones that are taken out

/**
 * Writes a workbook: the guide, the sheets, and last, out of sight, the lists to choose from. Texts are cells of text:
 * what begins like a formula is shown and never run, also when somebody opens the cell and closes it again.
 */
export async function writeWorkbook({ guide, sheets, lists }: WrittenWorkbook): Promise<Uint8Array> {
  const names = [...lists.keys()];
  return writeXlsx({
    sheets: [
      ...sheets.map((sheet) => sheetOf(sheet, names, lists)),
      guideOf(guide),
      ...(names.length > 0 ? [listSheet(names, lists)] : []),
    ],
    activeSheet: 0,
  });
}

/** A list that is only read: one sheet with its header in the first row. Days are real days. */
export type ListToWrite = {
  name: string;
  columns: { header: string; width: number; kind: 'text' | 'number' }[];
  rows: Iterable<CellValue[]> | AsyncIterable<CellValue[]>;
};

/** Writes a list as a workbook while its rows come: none of them is kept, however many there are. */
export function streamList({ name, columns, rows }: ListToWrite): ReadableStream<Uint8Array> {
  const all = async function* () {
    yield columns.map(({ header }) => clean(header));
    for await (const row of rows) yield row.map(clean);
  };
  return writeXlsxStream(all(), {
    name: sheetName(name),
    columns: columns.map(({ width, kind }) => ({
      width,
      style: { alignment: { vertical: 'top', wrapText: true }, ...(kind === 'text' && { numFmt: '@' }) },
    })),
    freezePane: { rows: 1 },
    repeatHeaders: false,
  });
}

const clean = (value: CellValue): CellValue =>
  typeof value === 'string' ? value.replace(unprintable, '').slice(0, mostCell) : value;

const sheetName = (name: string) => name.replace(/[\\/?*[\]:]/gu, ' ').slice(0, mostName);

function sheetOf(
  { name, columns, head, rows, spare, hiddenRows = [] }: WrittenSheet,
  names: readonly string[],
  lists: WrittenWorkbook['lists'],
): WriteSheet {
  const last = rows.length + spare;
  const empty = Array.from({ length: spare }, (): CellValue[] => columns.map(() => null));
  return {
    name: sheetName(name),
    columns: columns.map(({ width, hidden = false, locked = false, kind }) => ({
      width,
      hidden,
      style: {
        numFmt: kind === 'text' ? '@' : 'General',
        protection: { locked },
        alignment: { wrapText: true, vertical: 'top' },
      },
    })),
    rows: [...rows, ...empty].map((row) => row.map(clean)),
    cells: headCells(rows.slice(0, head)),
    rowDefs: new Map(hiddenRows.map((row) => [row, { hidden: true }])),
    freezePane: { rows: head, columns: columns.filter(({ hidden }) => hidden === true).length + 1 },
    dataValidations: columns.flatMap(({ list }, at) => validation(list, { at, head, last, names, lists })),
    protection: {
      sheet: true,
      sort: true,
      autoFilter: true,
      formatColumns: true,
      formatRows: true,
      insertRows: true,
    },
  };
}

function headCells(head: readonly CellValue[][]): NonNullable<WriteSheet['cells']> {
  const style = { font: { bold: true }, protection: { locked: true }, alignment: { wrapText: true } };
  return new Map(
    head.flatMap((cells, row) =>
      cells.map(
        (value, column) => [`${String(row)},${String(column)}`, { value: clean(value), style }] as const,
      ),
    ),
  );
}

type ListPlace = {
  at: number;
  head: number;
  last: number;
  names: readonly string[];
  lists: WrittenWorkbook['lists'];
};

function validation(list: string | undefined, { at, head, last, names, lists }: ListPlace): DataValidation[] {
  const count = list === undefined ? 0 : (lists.get(list)?.length ?? 0);
  if (list === undefined || count === 0) return [];
  const column = colToLetter(names.indexOf(list));
  return [
    {
      type: 'list',
      formula1: `lists!$${column}$1:$${column}$${String(count)}`,
      range: `${colToLetter(at)}${String(head + 1)}:${colToLetter(at)}${String(last)}`,
      allowBlank: true,
      // A name that is not in the list is asked about when the file comes back, where more names are known.
      showErrorMessage: false,
    },
  ];
}

function listSheet(names: readonly string[], lists: WrittenWorkbook['lists']): WriteSheet {
  const most = Math.max(...names.map((name) => lists.get(name)?.length ?? 0));
  const rows = Array.from({ length: most }, (_, row) =>
    names.map((name) => clean(lists.get(name)?.[row] ?? null)),
  );
  return { name: 'lists', veryHidden: true, rows };
}

function guideOf({ name, lines }: WrittenWorkbook['guide']): WriteSheet {
  return {
    name: sheetName(name),
    columns: [{ width: 100, style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' } } }],
    rows: lines.map((line) => [clean(line)]),
    protection: { sheet: true },
  };
}
