import { z } from 'zod';
import type { Settings } from '#features/imports/schema.ts';
import { typedIn, type FormField, type Typed } from '#lib/forms/fields.ts';
import { chosenFor } from './rules.ts';

/** Fields that every row of a file may have alike: what must be there, and whose it is. */
export const fixedFields = (fields: readonly FormField[]): FormField[] =>
  fields
    .filter(
      ({ kind, optional, name }) =>
        !['title', 'name', 'evidence', 'external_ref'].includes(name) &&
        (!optional || kind === 'reference' || name === 'external_scheme'),
    )
    .map((field) => ({ ...field, optional: true }));

/** The controls of the mapping: a column by its place in the file, a word by its place in the list that was shown. */
export const columnControl = (at: number) => `column.${String(at)}`;
export const wordControl = (at: number) => `word.${String(at)}`;

const legacy = z.enum(['unicode', 'typed']).optional().catch(undefined);
const whole = z.coerce.number().int();

/** Which sheet and how many header rows were chosen. */
export const sheetInput = z.object({
  sheet: whole.min(0).max(200).catch(0),
  headerRows: whole.min(1).max(5).catch(1),
});

export type SentMapping = {
  columns: Record<string, string>;
  fixed: Typed;
  words: string[];
  legacy: Settings['legacy'];
};

/** Reads a sent mapping; a column that was left out is remembered as such. */
export function sentMapping(
  sent: ReadonlyMap<string, string>,
  shown: {
    headers: readonly string[];
    ids: ReadonlySet<string>;
    fields: readonly FormField[];
    words: number;
  },
): SentMapping {
  const columns = shown.headers.map((header, at): [string, string] => {
    const id = sent.get(columnControl(at)) ?? '';
    return [header, shown.ids.has(id) ? id : ''];
  });
  return {
    columns: Object.fromEntries(columns),
    fixed: typedIn(fixedFields(shown.fields), sent),
    words: Array.from({ length: shown.words }, (_, at) => (sent.get(wordControl(at)) ?? '').slice(0, 400)),
    legacy: legacy.parse(sent.get('legacy')),
  };
}

/** Columns that go to the same field: only one may. */
export function repeatedColumns(
  headers: readonly string[],
  columns: Readonly<Record<string, string>>,
): number[] {
  const ids = headers.map((header) => chosenFor(columns, header));
  return ids.flatMap((id, at) => (id !== '' && ids.indexOf(id) !== at ? [at] : []));
}
