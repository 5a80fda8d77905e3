import type { Sortable } from './addresses.ts';

/** A column of a Table. `sortHref` and `sorted` come from `sortable()` in addresses.ts. */
export type Column<Row> = Partial<Sortable> & {
  key: string;
  header: string;
  /** Figures: set to the end of the cell, digits of one width. */
  numeric?: boolean;
  /** Long texts: a line of their own on a card. */
  wide?: boolean;
  /** This column names the row. */
  rowHeader?: boolean;
  /** Plain text of the cell, in the reader's language; left out, the table's `cell` snippet draws it. */
  text?: (row: Row) => string;
};
