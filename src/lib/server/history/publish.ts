import { sql } from 'kysely';
import type { Visibility } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { RecordTable } from './change.ts';
import { addHistory, takeTurn } from './entries.ts';

type Standing = {
  id: number;
  ref: string;
  version: number;
  visibility: Visibility;
  published_at: Date | null;
};

/**
 * Publishes records of one kind, each for whom it says; nothing else about them changes. What is published for the same
 * already leaves no trace. What the viewer may not keep is left alone by the database's policies.
 */
export async function publish(
  tx: Tx,
  kind: RecordTable,
  wanted: readonly { ref: string; visibility: Visibility }[],
): Promise<void> {
  await takeTurn(tx);
  const { rows } = await sql<Standing>`
    select id, ref, version, visibility, published_at from ${sql.table(kind)}
    where ref = any(${wanted.map(({ ref }) => ref)}::text[]) order by id for update`.execute(tx.db);
  const changed = rows.flatMap((row) => {
    const visibility = wanted.find(({ ref }) => ref === row.ref)?.visibility ?? row.visibility;
    return row.published_at !== null && visibility === row.visibility ? [] : [{ ...row, to: visibility }];
  });
  for (const { id, to } of changed) {
    await sql`update ${sql.table(kind)} set visibility = ${to}, published_at = coalesce(published_at, ${tx.now}),
      version = version + 1, updated_at = ${tx.now} where id = ${id}`.execute(tx.db);
  }
  await addHistory(
    tx,
    changed.map(({ ref, version, visibility, published_at, to }) => ({
      kind,
      ref,
      version: version + 1,
      action: 'publish',
      before: { visibility, published_at },
      after: { visibility: to, published_at: published_at ?? tx.now },
    })),
  );
}
