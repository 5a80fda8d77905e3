import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Work } from './change.ts';
import type { Fields } from './differences.ts';

/*
 * A record may name others that its writer cannot see: the form left them out, so what came back does not name them.
 * That is no wish to remove them.
 */

/** Columns of a table that name records, with the table they name. The same for every database of a version. */
type Naming = ReadonlyMap<string, string>;
const known = new Map<string, Naming>();

async function namingOf(tx: Tx, table: string): Promise<Naming> {
  let naming = known.get(table);
  if (!naming) {
    const { rows } = await sql<{ column: string; target: string }>`
      select a.attname as column, c.confrelid::regclass::text as target
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.conrelid = ${table}::regclass and cardinality(c.conkey) = 1
        and exists (select from pg_attribute r where r.attrelid = c.confrelid and r.attname = 'reach')`.execute(
      tx.db,
    );
    naming = new Map(rows.map(({ column, target }) => [column, target]));
    known.set(table, naming);
  }
  return naming;
}

/** Which of these rows name a record that whoever asks cannot see. */
export async function unseenIn(tx: Tx, table: string, rows: readonly Fields[]): Promise<Set<Fields>> {
  const unseen = new Set<Fields>();
  if (rows.length === 0 || seesAll(tx)) return unseen;
  for (const [column, target] of await namingOf(tx, table)) {
    const named = rows.filter((row) => row[column] != null);
    if (named.length === 0) continue;
    const ids = named.map((row) => row[column]);
    const { rows: seen } = await sql<{ id: number }>`
      select id from ${sql.table(target)} where id = any(${ids}::bigint[])`.execute(tx.db);
    const visible = new Set(seen.map(({ id }) => id));
    for (const row of named) if (!visible.has(Number(row[column]))) unseen.add(row);
  }
  return unseen;
}

/** What was wanted with the rows that stand and were not seen, behind the others where rows have places. */
export function withUnseen(wanted: readonly Fields[], unseen: ReadonlySet<Fields>): readonly Fields[] {
  if (unseen.size === 0) return wanted;
  const places = wanted.map(({ position }) => Number(position)).filter(Number.isFinite);
  const last = Math.max(0, ...places);
  return [
    ...wanted,
    ...[...unseen].map((row, index) => ('position' in row ? { ...row, position: last + 1 + index } : row)),
  ];
}

/** Leaves alone the fields of each record that name one the writer cannot see and would now be emptied. */
export async function keepUnseen(tx: Tx, table: string, works: readonly Work[]): Promise<void> {
  if (seesAll(tx)) return;
  for (const work of works) {
    const { before, after } = work;
    const emptied = Object.keys(after).filter((field) => after[field] === null && before?.[field] != null);
    const kept = new Set<string>();
    for (const field of emptied) {
      const unseen = await unseenIn(tx, table, [{ [field]: before?.[field] }]);
      if (unseen.size > 0) kept.add(field);
    }
    if (kept.size === 0) continue;
    work.after = without(after, kept);
    work.before = before && without(before, kept);
  }
}

const without = (fields: Fields, names: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));

const seesAll = ({ viewer }: Tx) =>
  viewer.kind === 'system' || (viewer.kind === 'person' && viewer.access.duties.includes('secretariat'));
