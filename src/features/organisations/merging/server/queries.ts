import { sql } from 'kysely';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** How many rows of a table name an organisation. */
export type Naming = { named: string; n: number };

/** What names an organisation, by table, without what nothing is in. Throws notFound. */
export async function namings(tx: Tx, ref: string): Promise<Naming[]> {
  const found = await tx.db
    .selectFrom('organisations')
    .select('id')
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (!found) throw notFound('organisations', ref);
  const { rows } = await sql<{ named: string; field: string }>`
    select named, field from naming_organisations()`.execute(tx.db);
  const counts = new Map<string, number>();
  for (const { named, field } of rows) {
    const counted = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(named)} where ${sql.ref(field)} = ${found.id}`.execute(
      tx.db,
    );
    counts.set(named, (counts.get(named) ?? 0) + (counted.rows[0]?.n ?? 0));
  }
  return [...counts].flatMap(([named, n]) => (n > 0 ? [{ named, n }] : []));
}

/** The organisation that an address of a merged one leads to; undefined where it was not merged, or is not there. */
export async function mergedInto(tx: Tx, ref: string): Promise<string | undefined> {
  const { rows } = await sql<{ ref: string }>`
    select k.ref from organisations o join organisations k on k.id = o.merged_into_id where o.ref = ${ref}`.execute(
    tx.db,
  );
  return rows[0]?.ref;
}

/** The records that became one with this organisation. */
export async function mergedFrom(tx: Tx, ref: string): Promise<OrganisationName[]> {
  const { rows } = await sql<OrganisationName>`
    select d.ref, d.name, d.acronym from organisations d join organisations o on o.id = d.merged_into_id
    where o.ref = ${ref} order by d.ref`.execute(tx.db);
  return rows;
}
