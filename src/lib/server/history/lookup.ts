import { sql } from 'kysely';
import { unknownReference } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { RecordTable } from './change.ts';

/** A reference of an organisation that became one with another means that one. */
const idMeant = (table: RecordTable) =>
  table === 'organisations' ? sql<number>`coalesce(merged_into_id, id)` : sql<number>`id`;

/** Finds the database ids behind references. `idOf(ref)` throws unknownReference; `idOf(undefined)` is null. */
export type Lookup = {
  idOf: (ref: string) => number;
  idOrNull: (ref: string | undefined) => number | null;
};

export async function lookup(
  tx: Tx,
  table: RecordTable,
  refs: Iterable<string | undefined>,
): Promise<Lookup> {
  const wanted = [...new Set([...refs].filter((ref) => ref !== undefined))];
  const found = wanted.length
    ? await sql<{ ref: string; id: number }>`
        select ref, ${idMeant(table)} as id from ${sql.table(table)} where ref = any(${wanted}::text[])`.execute(
        tx.db,
      )
    : { rows: [] };
  const ids = new Map(found.rows.map((row) => [row.ref, row.id]));
  const idOf = (ref: string): number => {
    const id = ids.get(ref);
    if (id === undefined) throw unknownReference(table, ref);
    return id;
  };
  return { idOf, idOrNull: (ref) => (ref === undefined ? null : idOf(ref)) };
}

/** Orders records so that each comes after its parent in the same list; levels can be written one by one. */
export function byLevels<T extends { ref: string; parent?: string | undefined }>(
  inputs: readonly T[],
): T[][] {
  const known = new Set(inputs.map((input) => input.ref));
  const placed = new Set<string>();
  const levels: T[][] = [];
  let rest = [...inputs];
  while (rest.length) {
    const level = rest.filter(({ parent }) => !parent || !known.has(parent) || placed.has(parent));
    if (level.length === 0) throw unknownReference('parent', rest[0]?.parent ?? '');
    for (const input of level) placed.add(input.ref);
    levels.push(level);
    rest = rest.filter((input) => !placed.has(input.ref));
  }
  return levels;
}
