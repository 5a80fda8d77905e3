import type { SentWorkbook } from '#features/workbooks/sent/server/queries.ts';
import { fieldsOf, type Subject } from '#features/workbooks/subjects/schema.ts';
import { codeLabel, columnsOf, headerOf } from '#features/workbooks/rules.ts';
import type { Language } from '#lib/i18n/context.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { RowKind } from './schema.ts';

/** Where a workbook that was sent stands, in words. */
export const stateLabels: Record<SentWorkbook['state'], MessageKey> = {
  waiting: 'workbook_state_waiting',
  ready: 'workbook_state_ready',
  failed: 'workbook_state_failed',
  applied: 'workbook_state_applied',
};

/** "3 rows change a record": how many rows there are of a kind. */
export const rowKindLabels: Record<RowKind, MessageKey> = {
  error: 'workbook_count_error',
  conflict: 'workbook_count_conflict',
  changed: 'workbook_count_changed',
  new: 'workbook_count_new',
  unchanged: 'workbook_count_unchanged',
};

/** What a column is called for a reader; one that is none of ours by its key. */
export function columnName(noun: Subject, key: string, { say, lang }: Language): string {
  if (key === 'ref') return say('workbook_ref');
  const column = columnsOf(fieldsOf(noun)).find((one) => one.key === key || key.startsWith(`${one.key}.`));
  if (!column) return key;
  return column.lang === null ? say(column.field.label) : headerOf(column, [lang]);
}

/** A value of a cell for a reader: the words of codes, several lines apart, "(empty)" for nothing. */
export function valueWords(noun: Subject, key: string, value: string, { say }: Language): string {
  if (value === '') return say('workbook_empty');
  const label = codeLabel(fieldsOf(noun), key, value);
  return label ? say(label) : value;
}
