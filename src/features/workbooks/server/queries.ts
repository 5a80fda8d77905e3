import { checked } from '#features/desk/keeping/server/commands.ts';
import { FormRefused } from '#features/desk/errors.ts';
import { meanings } from '#features/desk/naming/server/queries.ts';
import { forms, type Noun } from '#features/desk/schema.ts';
import { baseReference } from '#features/desk/rules.ts';
import { fieldsOf, takesNew, type Subject } from '#features/workbooks/subjects/schema.ts';
import { twinOf } from '#features/desk/server/commands.ts';
import { sheetFor } from '#features/workbooks/subjects/server/queries.ts';
import { readReferences, withReferenceTexts } from '#features/workbooks/reading/rules.ts';
import { columnsOf, standingText, withCells } from '#features/workbooks/rules.ts';
import type { CellDifference, ReadRow, RowDifference, SheetColumn } from '#features/workbooks/schema.ts';
import type { Typed } from '#lib/forms/fields.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import { inputOf, typedOf } from '#lib/forms/values.ts';
import { inputsFrom, readStandings, standingAt, type Standing } from '#lib/server/forms/standing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Input = Record<string, unknown>;

/** What a workbook would do, row by row; rows that say what stands are only counted. */
export type Comparison = {
  rows: RowDifference[];
  unchanged: number;
};

/** A record as it stands, as its form shows it. */
export type Stood = { standing: Standing; input: Input; typed: Typed };

/** What a form begins with for a record that is new. */
export const beginning: Typed = { visibility: 'public', published: 'yes' };

/**
 * Compares rows that came back with the records of a kind as they stand, cell by cell. `seen` has the references of rows
 * that came before them in the file, and gets theirs.
 */
export async function compare(
  tx: Tx,
  noun: Subject,
  sent: readonly ReadRow[],
  seen = new Set<string>(),
): Promise<Comparison> {
  const columns = columnsOf(fieldsOf(noun));
  const rows = await resolved(tx, columns, sent);
  const stood = await standingOf(
    tx,
    noun,
    rows.flatMap(({ ref }) => (ref === '' ? [] : [ref])),
  );
  const titles = await titlesOf(tx, noun, [...stood.keys()]);
  const found: RowDifference[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const record = stood.get(row.ref);
    const title = titles.get(row.ref) ?? null;
    const twice = row.ref !== '' && seen.has(row.ref);
    seen.add(row.ref);
    const difference = await differenceOf(tx, noun, { columns, row, record, twice });
    if (difference) found.push({ ...difference, title });
    else unchanged += 1;
  }
  return { rows: found, unchanged };
}

/** Names in the place of references, found for all rows at once; what means nothing or several things is a problem. */
async function resolved(
  tx: Tx,
  columns: readonly SheetColumn[],
  rows: readonly ReadRow[],
): Promise<ReadRow[]> {
  const asked = rows.flatMap((row) => readReferences(columns, row));
  const known = await meanings(tx, [...new Map(asked.map((one) => [`${one.of} ${one.text}`, one])).values()]);
  return rows.map((row) => withReferenceTexts(columns, row, known));
}

/** Records as they stand, as their forms show them, by reference. */
export async function standingOf(
  tx: Tx,
  noun: Subject,
  refs: readonly string[],
): Promise<Map<string, Stood>> {
  const fields = fieldsOf(noun);
  const standings = [...(await readStandings(tx, noun, refs, fields)).values()];
  const inputs = await inputsFrom(
    tx,
    fields,
    standings.map((one) => one.fields),
  );
  return new Map(
    standings.map((standing, at) => {
      const input = inputs[at] ?? {};
      return [standing.ref, { standing, input, typed: typedOf(fields, input) }];
    }),
  );
}

type Compared = { columns: readonly SheetColumn[]; row: ReadRow; record: Stood | undefined; twice: boolean };

async function differenceOf(
  tx: Tx,
  noun: Subject,
  { columns, row, record, twice }: Compared,
): Promise<Untitled | null> {
  if (twice) return broken(row, 'workbook_ref_twice');
  if (row.ref === '') return takesNew(noun) ? newRow(tx, noun, columns, row) : broken(row, 'workbook_no_new');
  return record ? changedRow(tx, noun, columns, { row, record }) : broken(row, 'workbook_ref_unknown');
}

async function titlesOf(tx: Tx, noun: Subject, refs: readonly string[]): Promise<Map<string, Translated>> {
  const rows = await tx.db
    .selectFrom('records')
    .select(['ref', 'title'])
    .where('kind', '=', noun)
    .where('ref', 'in', ['', ...refs])
    .execute();
  return new Map(rows.map(({ ref, title }) => [ref, title]));
}

type Untitled = Omit<RowDifference, 'title'>;

/** A row that belongs to no record, or to one that another row speaks of. */
function broken(
  { row, ref }: ReadRow,
  message: 'workbook_ref_twice' | 'workbook_ref_unknown' | 'workbook_no_new',
): Untitled {
  const cell = { key: 'ref', stands: null, file: ref, isConflict: false, problem: { message } };
  return { row, ref, what: 'error', version: 0, cells: [cell] };
}

async function newRow(
  tx: Tx,
  noun: Noun,
  columns: readonly SheetColumn[],
  row: ReadRow,
): Promise<Untitled | null> {
  const cells = columns.flatMap(({ key }): CellDifference[] => {
    const cell = row.cells[key];
    if (!cell || ('text' in cell && cell.text === '')) return [];
    return 'text' in cell
      ? [{ key, stands: null, file: cell.text, isConflict: false, problem: null }]
      : [{ key, stands: null, file: '', isConflict: false, problem: cell.problem }];
  });
  const found = { row: row.row, ref: '', version: 0, cells };
  if (cells.some(({ problem }) => problem)) return { ...found, what: 'error' };
  const typed = typedFrom(columns, { ...beginning, ...forms[noun].begins }, cells);
  const { fields, named } = forms[noun];
  const input = inputOf(fields, typed);
  const ref = baseReference(
    named.map((name) => input[name]),
    noun,
  );
  const read = judgedInput(noun, { ...input, ref });
  // A file that is sent again would make what it made the first time: it says what stands.
  if (read.input && (await twinOf(tx, noun, ref, read.input)).twin !== null) return null;
  return judged(found, 'new', read.problems);
}

async function changedRow(
  tx: Tx,
  noun: Subject,
  columns: readonly SheetColumn[],
  { row, record }: { row: ReadRow; record: Stood },
): Promise<Untitled | null> {
  const { standing, typed } = record;
  const base = await baseOf(tx, noun, row, record);
  const cells = columns.flatMap((column): CellDifference[] => {
    const cell = row.cells[column.key];
    if (!cell) return [];
    const stands = standingText(column, typed);
    if ('problem' in cell)
      return [{ key: column.key, stands, file: '', isConflict: false, problem: cell.problem }];
    if (cell.text === stands || (base && cell.text === standingText(column, base))) return [];
    const isConflict = !base || standingText(column, base) !== stands;
    return [{ key: column.key, stands, file: cell.text, isConflict, problem: null }];
  });
  if (cells.length === 0) return null;
  const found = { row: row.row, ref: row.ref, version: standing.version, cells };
  if (cells.some(({ problem }) => problem)) return { ...found, what: 'error' };
  const { problems, input } = judgedInput(noun, inputAfter(noun, record, columns, cells));
  const different = input ? cells.filter((cell) => !saysTheSame(columns, cell, input)) : cells;
  if (different.length === 0) return null;
  const what = different.some(({ isConflict }) => isConflict) ? 'conflict' : 'changed';
  return judged({ ...found, cells: different }, what, problems);
}

/** Does a cell say what stands, once its schema has read it? "UPR ৪" is "UPR 4". */
function saysTheSame(
  columns: readonly SheetColumn[],
  { key, stands }: CellDifference,
  input: Input,
): boolean {
  const column = columns.find((one) => one.key === key);
  if (!column || column.field.kind === 'rows') return false;
  return standingText(column, typedOf([column.field], input)) === stands;
}

/** The record as it stood when the file was made; null where the file does not say, so that nothing is overwritten. */
async function baseOf(
  tx: Tx,
  noun: Subject,
  row: ReadRow,
  { standing, typed }: Stood,
): Promise<Typed | null> {
  if (row.version === standing.version) return typed;
  if (row.version === 0 || row.version > standing.version) return null;
  const before = await standingAt(tx, noun, standing, row.version);
  const fields = fieldsOf(noun);
  const [input = {}] = await inputsFrom(tx, fields, [before.fields]);
  return typedOf(fields, input);
}

/** A form with the cells of a file put in. */
export const typedFrom = (
  columns: readonly SheetColumn[],
  typed: Typed,
  cells: readonly CellDifference[],
): Typed => withCells(columns, typed, new Map(cells.map(({ key, file }) => [key, file])));

/** The whole input of a record with the cells of the file put in. */
export function inputAfter(
  noun: Subject,
  { input, typed, standing }: Stood,
  columns: readonly SheetColumn[],
  cells: readonly CellDifference[],
): Input {
  const fields = fieldsOf(noun);
  return { ...input, ...inputOf(fields, typedFrom(columns, typed, cells), input), ref: standing.ref };
}

/** An input as its schema reads it, or what the form would refuse. */
function judgedInput(
  noun: Subject,
  input: Input,
): { problems: readonly FieldProblem[]; input: Input | null } {
  try {
    return { problems: [], input: checked(sheetFor(noun), input) };
  } catch (error) {
    if (error instanceof FormRefused) return { problems: error.problems, input: null };
    throw error;
  }
}

/** A row with what its form would refuse, said at its cells. */
function judged(
  row: Omit<Untitled, 'what'>,
  what: 'changed' | 'conflict' | 'new',
  problems: readonly FieldProblem[],
): Untitled {
  if (problems.length === 0) return { ...row, what };
  const cells = [...row.cells];
  for (const { control, message, values } of problems) {
    const at = cells.findIndex(({ key }) => control === key || control.startsWith(`${key}.`));
    const problem = { message, ...(values && { values }) };
    const cell = cells[at];
    if (cell) cells[at] = { ...cell, problem };
    else cells.push({ key: control, stands: null, file: '', isConflict: false, problem });
  }
  return { ...row, what: 'error', cells };
}
