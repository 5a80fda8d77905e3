import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';
import { written, type Translated } from '#lib/translated.ts';
import type { Tables } from '#lib/server/db/tables.generated.ts';
import type { RecordTable } from './change.ts';

type Titled = { [T in RecordTable]: 'title' extends keyof Tables[T] ? T : never }[RecordTable];

/**
 * What records of one kind are called, by reference, for the register's row of something that belongs to them. One that
 * is not seen is called by its reference.
 */
export async function titlesOf(
  tx: Tx,
  kind: Titled,
  refs: readonly string[],
): Promise<(ref: string) => Translated> {
  const { rows } = await sql<{ ref: string; title: Translated }>`
    select ref, title from ${sql.table(kind)} where ref = any(${[...refs]}::text[])`.execute(tx.db);
  const titles = new Map(rows.map(({ ref, title }) => [ref, title]));
  return (ref) => titles.get(ref) ?? written(ref, 'en');
}
