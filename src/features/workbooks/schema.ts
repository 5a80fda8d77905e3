import type { FormField } from '#lib/forms/fields.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { MessageKey, MessageValues } from '#lib/i18n/messages.ts';
import type { Translated } from '#lib/translated.ts';

/** A column of a sheet that is filled in: one field, or one language of a text. `key` names it in the machine's row. */
export type SheetColumn = { key: string; field: FormField; lang: Lang | null };

/** What is wrong with a cell, and what to do. */
export type CellProblem = { message: MessageKey; values?: MessageValues };

/** A cell as it came back: what was read into it, as a form would have it, or why it cannot be read. */
export type ReadCell = { text: string } | { problem: CellProblem };

/** A row as it came back. `ref` is empty for a record that shall be new, `version` 0. */
export type ReadRow = {
  /** Number of the row in the sheet, from 1, as the program shows it. */
  row: number;
  ref: string;
  version: number;
  cells: Record<string, ReadCell>;
};

/** What a row would do: nothing, change a record, make one, meet a newer value, or it cannot be read. */
export const rowKinds = ['error', 'conflict', 'changed', 'new', 'unchanged'] as const;
export type RowKind = (typeof rowKinds)[number];

/** One cell that is not as the record stands, in words of a form. `stands` is null for a new record. */
export type CellDifference = {
  key: string;
  /** What the record says now. */
  stands: string | null;
  /** What the file says. */
  file: string;
  /** Somebody changed it since the file was made. */
  isConflict: boolean;
  problem: CellProblem | null;
  /** Which of two values shall stand, once a person has said so. */
  choice?: 'mine' | 'theirs';
};

/** One row that would do something, or cannot. */
export type RowDifference = {
  row: number;
  ref: string;
  title: Translated | null;
  what: Exclude<RowKind, 'unchanged'>;
  /** The version of the record that was compared with; 0 for a new one. */
  version: number;
  cells: CellDifference[];
};
