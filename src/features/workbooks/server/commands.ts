import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { checked } from '#features/desk/keeping/server/commands.ts';
import { fieldsOf, takesNew, type Subject } from '#features/workbooks/subjects/schema.ts';
import { createAll, saveAll } from '#features/desk/server/commands.ts';
import { maySend, sheetFor } from '#features/workbooks/subjects/server/queries.ts';
import { saveReport } from '#features/workbooks/subjects/server/commands.ts';
import { forms, type Noun } from '#features/desk/schema.ts';
import { nothingToApply, outdated, rowsRefused, tooManyWorkbooks } from '#features/workbooks/errors.ts';
import { columnsOf, type Decisions } from '#features/workbooks/rules.ts';
import type { CellDifference } from '#features/workbooks/schema.ts';
import { get, shownFrom, type ShownRow } from '#features/workbooks/sent/server/queries.ts';
import {
  beginning,
  inputAfter,
  standingOf,
  typedFrom,
  type Stood,
} from '#features/workbooks/server/queries.ts';
import { ExpectedError, notFound } from '#lib/errors.ts';
import { isMessageKey } from '#lib/i18n/messages.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { enqueue } from '#lib/server/outbox/outbox.ts';
import { workbookErrors } from '#lib/server/xlsx/errors.ts';
import { workbookLimits } from '#lib/server/xlsx/sheets.ts';

/** So many workbooks of one account may stand at a time; the oldest that are done go first. */
const mostStanding = 20;

/**
 * Takes in a workbook: it is read after the commit. `noun` says what its rows are where the file does not. Gives the id
 * of its page. Throws refused, workbookErrors, tooManyWorkbooks.
 */
export async function send(
  tx: Tx,
  file: { name: string; bytes: Uint8Array },
  noun: Subject,
): Promise<string> {
  await maySend(tx, noun);
  if (tx.viewer.kind !== 'person') throw notFound('accounts', 'own');
  if (file.bytes.byteLength === 0) throw workbookErrors.missing();
  if (file.bytes.byteLength > workbookLimits.megabytes * 1024 * 1024)
    throw workbookErrors.tooLarge(workbookLimits.megabytes);
  const { n } = await tx.db
    .selectFrom('workbooks')
    .select((is) => is.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  if (n >= mostStanding) await forgetOldest(tx);
  const id = randomBytes(18).toString('base64url');
  await tx.db
    .insertInto('workbooks')
    .values({
      id,
      account_id: tx.viewer.account,
      noun,
      file_name: cleanLine(file.name).slice(0, 200) || 'workbook',
      digest: createHash('sha256').update(file.bytes).digest('hex'),
      content: Buffer.from(file.bytes).toString('base64'),
      created_at: tx.now,
    })
    .execute();
  await enqueue(tx, 'workbooks.read', { id, account: tx.viewer.account });
  return id;
}

/** Makes room for another one. Throws tooManyWorkbooks where all of them still wait for their person. */
async function forgetOldest(tx: Tx): Promise<void> {
  const gone = await sql`delete from workbooks where id = (select id from workbooks
    where state <> 'waiting' order by applied_at is null, created_at limit 1)`.execute(tx.db);
  if (!gone.numAffectedRows) throw tooManyWorkbooks(mostStanding);
}

/** Has a workbook compared once more with what stands now. Throws refused, notFound. */
export async function again(tx: Tx, id: string): Promise<void> {
  await get(tx, id);
  if (tx.viewer.kind !== 'person') throw notFound('workbooks', id);
  await tx.db
    .updateTable('workbooks')
    .set({ state: 'waiting', failure_code: null })
    .where('id', '=', id)
    .where('content', 'is not', null)
    .execute();
  await enqueue(tx, 'workbooks.read', { id, account: tx.viewer.account });
}

/** Keeps what a person decided about the rows of a page. Throws refused, notFound. */
export async function decide(tx: Tx, id: string, { shown, taken, choices }: Decisions): Promise<void> {
  await get(tx, id);
  for (const one of await chosenRows(tx, id, shown)) {
    const cells = one.cells.map((cell): CellDifference => {
      const choice = choices.get(`${String(one.row)} ${cell.key}`);
      return choice && cell.isConflict ? { ...cell, choice } : cell;
    });
    await tx.db
      .updateTable('workbook_rows')
      .set({ taken: taken.has(one.row), cells: JSON.stringify(cells) })
      .where('workbook_id', '=', id)
      .where('row', '=', one.row)
      .execute();
  }
}

async function chosenRows(tx: Tx, id: string, rows: readonly number[] | null): Promise<ShownRow[]> {
  const all = tx.db
    .selectFrom('workbook_rows')
    .select(['row', 'what', 'ref', 'title', 'record_version as version', 'cells', 'taken', 'outcome'])
    .where('workbook_id', '=', id)
    .orderBy('row');
  const found = await (rows === null ? all : all.where('row', 'in', [0, ...rows])).execute();
  return found.map(shownFrom);
}

/** A row whose conflicts are all decided, and in which something of the file shall stand. */
const isReady = ({ what, taken, cells, outcome }: ShownRow): boolean =>
  what !== 'error' &&
  taken &&
  outcome !== 'applied' &&
  cells.every(({ isConflict, choice }) => !isConflict || choice !== undefined);

/** The cells of a row that shall stand as the file has them. */
const mine = ({ cells }: ShownRow): CellDifference[] =>
  cells.filter(({ isConflict, choice }) => !isConflict || choice === 'mine');

/**
 * Applies the rows that are taken and decided, all in this transaction, through the commands of the forms; the history
 * names the workbook. Throws refused, notFound, nothingToApply, outdated, rowsRefused: then nothing was applied.
 */
export async function apply(tx: Tx, id: string): Promise<number> {
  const workbook = await get(tx, id);
  await takeTurn(tx);
  const ready = (await chosenRows(tx, id, null)).filter(isReady);
  if (ready.length === 0) throw nothingToApply();
  const through: Tx = { ...tx, door: 'workbook', reason: workbook.fileName };
  const { noun } = workbook;
  await saveRows(through, noun, ready);
  await noteApplied(tx, id, ready);
  return ready.length;
}

/** Saves rows as their forms would. Throws outdated where a record is newer than what was compared. */
async function saveRows(tx: Tx, noun: Subject, rows: readonly ShownRow[]): Promise<void> {
  const changing = rows.filter((row) => row.what !== 'new' && mine(row).length > 0);
  const stood = await standingOf(
    tx,
    noun,
    changing.map(({ ref }) => ref),
  );
  const late = changing.filter(({ ref, version }) => stood.get(ref)?.standing.version !== version);
  if (late.length > 0) throw outdated(late.length);
  const together = changing.flatMap((row) => {
    const record = stood.get(row.ref);
    return record ? [{ row, record }] : [];
  });
  if (!takesNew(noun)) return saveReports(tx, noun, together);
  await saveAll(
    tx,
    noun,
    together.map((one) => inputOfRow(noun, one)),
  );
  await createAll(
    tx,
    noun,
    rows.filter(({ what }) => what === 'new').map((row) => newTyped(noun, row)),
  );
}

type Changing = { row: ShownRow; record: Stood };

function inputOfRow(noun: Noun, { row, record }: Changing) {
  const columns = columnsOf(fieldsOf(noun));
  const input = checked(sheetFor(noun), inputAfter(noun, record, columns, mine(row)));
  return { ...input, ref: row.ref, expected: row.version };
}

/** Reports are saved one by one: each has fields of its own that are open. */
async function saveReports(tx: Tx, noun: Subject, rows: readonly Changing[]): Promise<void> {
  const columns = columnsOf(fieldsOf(noun));
  for (const { row, record } of rows) {
    const cells = mine(row);
    const typed = typedFrom(columns, record.typed, cells);
    const changed = cells.map(({ key }) => key.split('.')[0] ?? key);
    await saveReport(tx, row.ref, { typed, version: row.version, changed });
  }
}

const newTyped = (noun: Noun, row: ShownRow) =>
  typedFrom(columnsOf(fieldsOf(noun)), { ...beginning, ...forms[noun].begins }, row.cells);

async function noteApplied(tx: Tx, id: string, rows: readonly ShownRow[]): Promise<void> {
  await tx.db
    .updateTable('workbook_rows')
    .set({ outcome: 'applied' })
    .where('workbook_id', '=', id)
    .where(
      'row',
      'in',
      rows.map(({ row }) => row),
    )
    .execute();
  await tx.db
    .updateTable('workbooks')
    .set({ state: 'applied', applied_at: tx.now })
    .where('id', '=', id)
    .execute();
}

/**
 * Finds the rows that are refused when they are applied, one by one and without keeping anything, and says at each why.
 * Throws refused, notFound, and rowsRefused in the end.
 */
export async function findRefused(tx: Tx, id: string): Promise<ExpectedError> {
  const { noun } = await get(tx, id);
  const ready = (await chosenRows(tx, id, null)).filter(isReady);
  let refused = 0;
  for (const row of ready) {
    const error = await tried(tx, noun, row);
    if (!error) continue;
    refused += 1;
    const key = `error_${error.code.replaceAll('.', '_')}`;
    const [first, ...rest] = row.cells;
    const message = isMessageKey(key) ? key : 'error_record_form_refused';
    if (first)
      await tx.db
        .updateTable('workbook_rows')
        .set({
          what: 'error',
          outcome: 'refused',
          cells: JSON.stringify([{ ...first, problem: { message, values: error.values } }, ...rest]),
        })
        .where('workbook_id', '=', id)
        .where('row', '=', row.row)
        .execute();
  }
  return rowsRefused(refused);
}

/** Tries one row and takes it back. */
async function tried(tx: Tx, noun: Subject, row: ShownRow): Promise<ExpectedError | null> {
  await sql`savepoint row`.execute(tx.db);
  try {
    await saveRows(tx, noun, [row]);
    return null;
  } catch (error) {
    if (error instanceof ExpectedError) return error;
    throw error;
  } finally {
    await sql`rollback to savepoint row`.execute(tx.db);
  }
}

/** Takes a workbook away with all that was found in it. Throws refused, notFound. */
export async function forget(tx: Tx, id: string): Promise<void> {
  await get(tx, id);
  await tx.db.deleteFrom('workbooks').where('id', '=', id).execute();
}
