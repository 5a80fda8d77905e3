import { sql } from 'kysely';
import { keepingGround, reachedOf } from '#lib/access.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

export type Standing = {
  version: number;
  archived_at: Date | null;
  reach: number;
  audience_id: number | null;
};

/** A record of any kind as it stands, for whoever may change it. Throws notFound, refused. */
export async function findKept(tx: Tx, kind: string, ref: string): Promise<Standing> {
  const stands = await standing(tx, kind, ref);
  if (!keepingGround(tx.viewer, kind, reachedOf(stands.reach, stands.audience_id))) throw refused(kind);
  return stands;
}

/** The register is asked first: only what it holds is the name of a table. */
async function standing(tx: Tx, kind: string, ref: string): Promise<Standing> {
  const registered = await tx.db
    .selectFrom('records')
    .select('kind')
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (!registered) throw notFound(kind, ref);
  const { rows } = await sql<Standing>`
    select version, archived_at, reach, audience_id from ${sql.table(kind)} where ref = ${ref}`.execute(
    tx.db,
  );
  if (!rows[0]) throw notFound(kind, ref);
  return rows[0];
}
