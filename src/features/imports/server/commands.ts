import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { unreadable } from '#features/imports/errors.ts';
import { signatureOf } from '#features/imports/mapping/rules.ts';
import { settingsInput, type Settings } from '#features/imports/schema.ts';
import { jsonSheet, sheetOf } from '#features/imports/sheets/rules.ts';
import type { Sheet } from '#features/imports/sheets/schema.ts';
import type { Noun } from '#features/desk/schema.ts';
import { mayKeep } from '#features/desk/server/queries.ts';
import { ExpectedError, notFound } from '#lib/errors.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { csvTable, UnreadableRows } from '#lib/server/rows/rows.ts';
import { readSheets } from '#lib/server/xlsx/reading.ts';
import type { CellValue } from '#lib/server/xlsx/sheets.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { firstSettings, open, rawTable } from './queries.ts';

const keptDays = 30;
const mostSheets = 20;

/**
 * Takes in a file that was read. Gives the name under which it waits. Throws refused, unknownReference.
 */
export async function begin(
  tx: Tx,
  { noun, organisation, file }: { noun: Noun; organisation: string; file: { name: string; sheets: Sheet[] } },
): Promise<string> {
  mayKeep(tx);
  const { sheets } = file;
  const organisationId = (await lookup(tx, 'organisations', [organisation])).idOf(organisation);
  const settings = await firstSettings(tx, { noun, organisationId, sheets });
  const id = randomBytes(12).toString('hex');
  const account = tx.viewer.kind === 'person' ? tx.viewer.account : null;
  await sql`delete from imports where made_at < ${new Date(tx.now.getTime() - keptDays * 86_400_000)}`.execute(
    tx.db,
  );
  await sql`insert into imports (id, account_id, made_at, file_name, noun, organisation_id, content, settings)
    values (${id}, ${account}, ${tx.now}, ${cleanLine(file.name).slice(0, 200)}, ${noun}, ${organisationId},
      ${JSON.stringify({ sheets })}::jsonb, ${JSON.stringify(settings)}::jsonb)`.execute(tx.db);
  return id;
}

/**
 * The sheets of a file by what is in it, whatever it is called: a workbook, JSON or CSV. To be asked outside any transaction,
 * for it may take its time. Throws unreadable, tooLarge, and what the reader of workbooks throws.
 */
export async function sheetsIn({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<Sheet[]> {
  if (bytes.length === 0) throw unreadable('empty');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return bookSheets(bytes);
  if (bytes.includes(0)) throw unreadable('kind');
  const text = textOf(bytes);
  if (/^\uFEFF?\s*[[{]/u.test(text)) return [jsonSheet(name, text)];
  try {
    return [sheetOf(name, csvTable(text))];
  } catch (error) {
    throw error instanceof UnreadableRows ? unreadable('broken') : error;
  }
}

/** Sheets with something in them. A formula is what it came to; an error in a cell is nothing. */
async function bookSheets(bytes: Uint8Array): Promise<Sheet[]> {
  const read = (await readSheets(bytes).catch(asProblem)).map(({ name, rows, marks }) => {
    const errors = new Set(
      marks.filter(({ what }) => what === 'error').map(({ row, column }) => `${row} ${column}`),
    );
    const texts = rows.map((row, at) =>
      row.map((cell, column) => (errors.has(`${at} ${column}`) ? '' : textIn(cell))),
    );
    return { name, rows: texts };
  });
  const filled = read.filter(({ rows }) => rows.some((row) => row.some((cell) => cell.trim() !== '')));
  if (filled.length === 0) throw unreadable('empty');
  return filled.slice(0, mostSheets).map(({ name, rows }) => sheetOf(name, rows));
}

/** Too large a file is a problem of the form like any other. */
function asProblem(error: unknown): never {
  if (error instanceof ExpectedError && error.status === 413)
    throw new ExpectedError(error.code, 422, error.values);
  throw error;
}

function textIn(cell: CellValue): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === null ? '' : String(cell);
}

/** UTF-8, or what Windows wrote before: CSV files with Bijoy text are written so. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Says how a file is read, and remembers it for the organisation's next file with these columns. Throws refused,
 * notFound; a file that was taken over is not read again.
 */
export async function decide(tx: Tx, id: string, given: Settings): Promise<void> {
  const opened = await open(tx, id);
  if (opened.appliedAt) throw notFound('imports', id);
  const settings = settingsInput.parse(given);
  const { headers } = rawTable({ ...opened, settings });
  const json = JSON.stringify(settings);
  await sql`update imports set settings = ${json}::jsonb where id = ${id}`.execute(tx.db);
  await sql`insert into import_mappings (organisation_id, noun, signature, settings, updated_at)
    values (${opened.organisationId}, ${opened.noun}, ${signatureOf(headers)}, ${json}::jsonb, ${tx.now})
    on conflict (organisation_id, noun, signature) do update
    set settings = excluded.settings, updated_at = excluded.updated_at`.execute(tx.db);
}

/** Takes a file out that was not taken over. Throws refused. */
export async function drop(tx: Tx, id: string): Promise<void> {
  mayKeep(tx);
  await sql`delete from imports where id = ${id} and applied_at is null`.execute(tx.db);
}
