import { sql } from 'kysely';
import { ExpectedError } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { RecordTable } from './change.ts';

/**
 * Refuses records that were just written as part of themselves, by whatever way round: a tree has no circle, and what
 * reads it upwards would never end. Throws record.within_itself.
 */
export async function refuseCircles(
  tx: Tx,
  table: RecordTable,
  inputs: readonly { ref: string; parent?: string | undefined }[],
): Promise<void> {
  const refs = inputs.flatMap(({ ref, parent }) => (parent === undefined ? [] : [ref]));
  if (refs.length === 0) return;
  const { rows } = await sql<{ ref: string }>`
    with recursive above as (
      select id, parent_id, ref from ${sql.table(table)} where ref = any(${refs}::text[])
      union all select u.id, u.parent_id, above.ref from above join ${sql.table(table)} u on u.id = above.parent_id
    ) cycle id set is_circle using way
    select ref from above where is_circle limit 1`.execute(tx.db);
  if (rows[0]) throw new ExpectedError('record.within_itself', 422, { ref: rows[0].ref });
}
