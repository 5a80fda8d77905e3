import { sql } from 'kysely';
import { alreadyWithdrawn, notWithdrawn } from '#features/indicators/errors.ts';
import { hasDuty } from '#lib/access.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { addHistory, takeTurn } from '#lib/server/history/entries.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import type { Translated } from '#lib/translated.ts';

type Standing = {
  id: number;
  version: number;
  withdrawn_on: string | null;
  withdrawn_reason: Translated | null;
};

async function standing(tx: Tx, ref: string): Promise<Standing> {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused('observations');
  await takeTurn(tx);
  const { rows } =
    await sql<Standing>`select id, version, withdrawn_on::text, withdrawn_reason from observations
    where ref = ${ref} and archived_at is null`.execute(tx.db);
  if (!rows[0]) throw notFound('observations', ref);
  return rows[0];
}

/**
 * Withdraws a figure: it is used nowhere any more, and its address says when, why, and what took its place. Throws refused,
 * notFound, alreadyWithdrawn, unknownReference.
 * @param today civil day of the withdrawal
 */
export async function withdraw(
  tx: Tx,
  ref: string,
  { reason, replacedBy, today }: { reason: Translated; replacedBy?: string | undefined; today: string },
): Promise<void> {
  const found = await standing(tx, ref);
  if (found.withdrawn_on !== null) throw alreadyWithdrawn(ref);
  const others = await lookup(tx, 'observations', [replacedBy]);
  const other = others.idOrNull(replacedBy);
  await sql`update observations set withdrawn_on = ${today}::date, withdrawn_reason = ${JSON.stringify(reason)}::jsonb,
      replaced_by_id = ${other}, version = version + 1, updated_at = ${tx.now} where id = ${found.id}`.execute(
    tx.db,
  );
  await addHistory(tx, [
    {
      kind: 'observations',
      ref,
      version: found.version + 1,
      action: 'change',
      before: { withdrawn_on: null, withdrawn_reason: null },
      after: {
        withdrawn_on: today,
        withdrawn_reason: reason,
        ...(other !== null && { replaced_by_id: other }),
      },
    },
  ]);
}

/** Takes a withdrawal back; the revisions show both. Throws refused, notFound, notWithdrawn. */
export async function reinstate(tx: Tx, ref: string): Promise<void> {
  const found = await standing(tx, ref);
  if (found.withdrawn_on === null) throw notWithdrawn(ref);
  await sql`update observations set withdrawn_on = null, withdrawn_reason = null, replaced_by_id = null,
      version = version + 1, updated_at = ${tx.now} where id = ${found.id}`.execute(tx.db);
  const { withdrawn_on, withdrawn_reason } = found;
  await addHistory(tx, [
    {
      kind: 'observations',
      ref,
      version: found.version + 1,
      action: 'change',
      before: { withdrawn_on, withdrawn_reason },
      after: { withdrawn_on: null, withdrawn_reason: null },
    },
  ]);
}
