import { sql } from 'kysely';
import { headedSheet, rowsUnder } from '#features/workbooks/reading/rules.ts';
import { fieldsOf, isSubject, type Subject } from '#features/workbooks/subjects/schema.ts';
import { get } from '#features/workbooks/sent/server/queries.ts';
import { headersUnknown } from '#features/workbooks/errors.ts';
import { columnsOf } from '#features/workbooks/rules.ts';
import type { ReadRow, RowDifference } from '#features/workbooks/schema.ts';
import { compare } from '#features/workbooks/server/queries.ts';
import type { ExpectedError } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Sheet } from '#lib/server/xlsx/sheets.ts';
import type { Translated } from '#lib/translated.ts';

/** The table of a file: what its rows are, and which of our columns it leaves out. */
export type Table = { noun: Subject; rows: ReadRow[]; missing: string[] };

/** Notes what a workbook that was read would do. Throws headersUnknown and what reading records throws. */
export async function noteRead(tx: Tx, id: string, sheets: readonly Sheet[]): Promise<void> {
  const table = await noteBegun(tx, id, sheets);
  const seen = new Set<string>();
  await noteCompared(tx, id, { ...table, seen });
  await noteReady(tx, id, { ...table, seen });
}

/** Notes that a file was read and is to be compared; gives its table. Throws headersUnknown, notFound. */
export async function noteBegun(tx: Tx, id: string, sheets: readonly Sheet[]): Promise<Table> {
  const { noun: expected } = await get(tx, id);
  const table = tableIn(sheets, expected);
  await tx.db.deleteFrom('workbook_rows').where('workbook_id', '=', id).execute();
  await tx.db
    .updateTable('workbooks')
    .set({
      noun: table.noun,
      failure_code: null,
      counts: JSON.stringify({ done: 0, total: table.rows.length }),
      left_out: JSON.stringify({ columns: table.missing }),
    })
    .where('id', '=', id)
    .execute();
  return table;
}

/**
 * Compares some rows of a table and notes what they would do. `seen` has the references of the rows before them, and
 * gets theirs.
 */
export async function noteCompared(
  tx: Tx,
  id: string,
  { noun, rows, seen }: Pick<Table, 'noun' | 'rows'> & { seen: Set<string> },
): Promise<void> {
  const { rows: found, unchanged } = await compare(tx, noun, rows, seen);
  const counts = new Map<string, number>(Object.entries((await get(tx, id)).counts));
  const add = (what: string, n: number) => n > 0 && counts.set(what, (counts.get(what) ?? 0) + n);
  add('done', rows.length);
  add('unchanged', unchanged);
  for (const { what } of found) add(what, 1);
  for (let from = 0; from < found.length; from += 500)
    await tx.db
      .insertInto('workbook_rows')
      .values(found.slice(from, from + 500).map((row) => storedRow(id, row)))
      .execute();
  await tx.db
    .updateTable('workbooks')
    .set({ counts: JSON.stringify(Object.fromEntries(counts)) })
    .where('id', '=', id)
    .execute();
}

/** So many of the records that a file leaves out are named. */
const mostNamed = 20;

/** Notes that all rows were compared, and which records the file leaves out: its person may look at them. */
export async function noteReady(
  tx: Tx,
  id: string,
  { noun, missing, seen }: Omit<Table, 'rows'> & { seen: ReadonlySet<string> },
): Promise<void> {
  const { done: _done, total: _total, ...counts } = (await get(tx, id)).counts;
  const { rows } = await sql<{ ref: string; title: Translated; total: number }>`
    select ref, title, count(*) over () as total from records
    where kind = ${noun} and not archived and not ref = any(${[...seen]}::text[])
    order by coalesce(title ->> 'en', title ->> 'bn'), ref limit ${mostNamed}`.execute(tx.db);
  const records = { total: rows[0]?.total ?? 0, named: rows.map(({ ref, title }) => ({ ref, title })) };
  await tx.db
    .updateTable('workbooks')
    .set({
      state: 'ready',
      counts: JSON.stringify(counts),
      left_out: JSON.stringify({ columns: missing, records }),
    })
    .where('id', '=', id)
    .execute();
}

const storedRow = (workbook_id: string, { title, cells, version, ...row }: RowDifference) => ({
  workbook_id,
  ...row,
  record_version: version,
  title: title && sql<Translated>`${JSON.stringify(title)}::jsonb`,
  cells: JSON.stringify(cells),
});

/** Notes why a workbook could not be read. */
export async function noteFailed(tx: Tx, id: string, { code, values }: ExpectedError): Promise<void> {
  await tx.db
    .updateTable('workbooks')
    .set({ state: 'failed', failure_code: code, failure_values: JSON.stringify(values), content: null })
    .where('id', '=', id)
    .execute();
}

/** The rows of the first sheet that has a header of ours. Throws headersUnknown. */
function tableIn(sheets: readonly Sheet[], expected: Subject): Table {
  const found = headedSheet(sheets, (noun) => columnsOf(fieldsOf(nounOf(noun, expected))));
  if (!found) throw headersUnknown();
  const { sheet, heading, marks } = found;
  const noun = nounOf(heading.noun, expected);
  const columns = columnsOf(fieldsOf(noun));
  return {
    noun,
    rows: rowsUnder(sheet.rows, heading, { columns, marks }),
    missing: columns.flatMap(({ key }) => (heading.places.has(key) ? [] : [key])),
  };
}

const nounOf = (said: string | null, expected: Subject): Subject =>
  said !== null && isSubject(said) ? said : expected;
