import { sql } from 'kysely';
import { unknownReference } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { addHistory, takeTurn } from './entries.ts';
import { citesOf } from './evidence-links.ts';
import { findKept } from './kept.ts';

/**
 * Lets a record of any kind cite a piece of evidence beside what it cites already. What it cites as a whole already stays
 * as it is. Throws notFound, refused, unknownReference.
 */
export async function cite(tx: Tx, kind: string, ref: string, evidence: string): Promise<void> {
  await takeTurn(tx);
  const { version } = await findKept(tx, kind, ref);
  const before = (await citesOf(tx, kind, [ref])).get(ref) ?? [];
  if (before.includes(evidence)) return;
  const made = await sql`insert into evidence_links (evidence_id, kind, ref, locator)
    select id, ${kind}, ${ref}, '' from evidence where ref = ${evidence}`.execute(tx.db);
  if (made.numAffectedRows !== 1n) throw unknownReference('evidence', evidence);
  await sql`update ${sql.table(kind)} set version = version + 1, updated_at = ${tx.now} where ref = ${ref}`.execute(
    tx.db,
  );
  await sql`update records set updated_at = ${tx.now} where kind = ${kind} and ref = ${ref}`.execute(tx.db);
  const after = { evidence: [...before, evidence].sort() };
  await addHistory(tx, [
    { kind, ref, version: version + 1, action: 'change', before: { evidence: before }, after },
  ]);
}
