import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';
import { isEdited, linkOwners, type LinkTable, type Work } from './change.ts';
import { canonical, stored, type Fields } from './differences.ts';
import { unseenIn, withUnseen } from './unseen.ts';

/** Makes the rows each record owns equal to what was given; what changed goes into the record's history. */
export async function saveLinks(tx: Tx, works: readonly Work[]): Promise<void> {
  const tables = new Set(works.flatMap((work) => Object.keys(work.links)));
  for (const table of tables) if (table in linkOwners) await saveTable(tx, table as LinkTable, works);
}

async function saveTable(tx: Tx, table: LinkTable, works: readonly Work[]): Promise<void> {
  const owner = linkOwners[table];
  const ids = works.filter((work) => !work.isNew).map((work) => work.id);
  const found = ids.length
    ? await sql<Fields>`select * from ${sql.table(table)} where ${sql.ref(owner)} = any(${ids}::bigint[])`.execute(
        tx.db,
      )
    : { rows: [] };
  const standing = Map.groupBy(found.rows, (row) => Number(row[owner]));
  const missing: Fields[] = [];
  for (const work of works) {
    const given = work.links[table];
    if (!given) continue;
    const current = (standing.get(work.id) ?? []).map((row) =>
      without(row, [owner, 'is_public', 'reach', 'audience_id']),
    );
    if (sameRows(current, given)) continue;
    const wanted = withUnseen(given, await unseenIn(tx, table, current));
    if (sameRows(current, wanted)) continue;
    if (isEdited(work.edited, table)) {
      work.kept.push(table);
      continue;
    }
    if (!work.isNew) {
      await sql`delete from ${sql.table(table)} where ${sql.ref(owner)} = ${work.id}`.execute(tx.db);
      work.before = { ...work.before, [table]: current };
    }
    work.after[table] = wanted;
    missing.push(...wanted.map((row) => ({ [owner]: work.id, ...row })));
  }
  await insertRows(tx, table, missing);
}

async function insertRows(tx: Tx, table: LinkTable, rows: readonly Fields[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(rows.map((row) => sql`(${sql.join(columns.map((column) => stored(row[column])))})`))}`.execute(
    tx.db,
  );
}

function without(row: Fields, columns: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));
}

function sameRows(a: readonly Fields[], b: readonly Fields[]): boolean {
  const text = (rows: readonly Fields[]) => canonical(rows.map((row) => canonical(withoutNulls(row))).sort());
  return text(a) === text(b);
}

function withoutNulls(row: Fields): Fields {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}
