import { sql } from 'kysely';
import { ExpectedError, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { RecordConflict } from './conflict.ts';
import { addHistory, takeTurn } from './entries.ts';
import { findKept } from './kept.ts';

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
  const stands = await findKept(tx, kind, ref);
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
