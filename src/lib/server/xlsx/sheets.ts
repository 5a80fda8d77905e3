/** What stands in a cell. A date is a day: its time is midnight UTC. */
export type CellValue = string | number | boolean | Date | null;

/** What must be known of a cell beside its value: it is computed, it shows an error, or another cell lies over it. */
export type Mark = { row: number; column: number; what: 'formula' | 'error' | 'merged' };

/** A sheet as it was read; rows and columns count from 0. */
export type Sheet = { name: string; rows: CellValue[][]; marks: Mark[] };

/** How much is read at most. */
export const workbookLimits = { megabytes: 10, rows: 20_000, columns: 300, milliseconds: 60_000 };

/** A column of a sheet that is written; `width` in letters. */
export type WrittenColumn = {
  width: number;
  hidden?: boolean;
  /** May not be changed. */
  locked?: boolean;
  /** Text stays text, also what looks like a formula, a number or a date. */
  kind: 'text' | 'number';
  /** Values to choose from: the name of the list they stand in. */
  list?: string;
};

/** A sheet to write. The first `head` rows are headers and locked; `spare` empty rows follow for what is added. */
export type WrittenSheet = {
  name: string;
  columns: WrittenColumn[];
  head: number;
  rows: CellValue[][];
  spare: number;
  /** Rows of the head that programs read and people need not see. */
  hiddenRows?: number[];
};

/** A workbook to write: sheets, a guide in front, and the lists to choose from. */
export type WrittenWorkbook = {
  guide: { name: string; lines: string[] };
  sheets: WrittenSheet[];
  lists: ReadonlyMap<string, readonly string[]>;
};
