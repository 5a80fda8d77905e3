import { sql } from 'kysely';
import { keepingGround, reaches } from '#lib/access.ts';
import { ExpectedError, notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { RecordConflict } from './conflict.ts';
import { addHistory, takeTurn } from './entries.ts';

type Standing = {
  version: number;
  archived_at: Date | null;
  reach: number;
  audience_id: number | null;
};

export type Archiving = { reason: string; expected?: number | undefined };

/**
 * Takes a record of any kind out of all lists, or puts it back. Its address still answers and says so. What is archived
 * already stays as it is. Throws notFound, refused, RecordConflict.
 */
export async function setArchived(
  tx: Tx,
  kind: string,
  ref: string,
  { archived, reason, expected }: Archiving & { archived: boolean },
): Promise<void> {
  if (tx.viewer.kind === 'public') throw refused(kind);
  if (reason.trim().length < 3) throw new ExpectedError('record.reason_missing', 422);
  await takeTurn(tx);
  const stands = await standing(tx, kind, ref);
  const reached = { reach: reaches[stands.reach] ?? 'secretariat', audience: stands.audience_id };
  if (!keepingGround(tx.viewer, kind, reached)) throw refused(kind);
  if ((stands.archived_at !== null) === archived) return;
  const at = archived ? tx.now : null;
  if (expected !== undefined && expected !== stands.version)
    throw new RecordConflict(kind, ref, {
      expected,
      stands: stands.version,
      before: { archived_at: stands.archived_at },
      after: { archived_at: at },
    });
  await sql`update ${sql.table(kind)} set archived_at = ${at}, version = version + 1, updated_at = ${tx.now}
    where ref = ${ref}`.execute(tx.db);
  await sql`update records set archived = ${archived}, updated_at = ${tx.now}
    where kind = ${kind} and ref = ${ref}`.execute(tx.db);
  await addHistory(tx, [
    {
      kind,
      ref,
      version: stands.version + 1,
      action: archived ? 'archive' : 'restore',
      before: { archived_at: stands.archived_at },
      after: { archived_at: at },
      reason: reason.trim(),
    },
  ]);
}

/** The record as it stands. The register is asked first: only what it holds is the name of a table. */
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
