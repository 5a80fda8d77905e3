import { sql } from 'kysely';
import { mayKeep } from '#features/desk/server/queries.ts';
import type { Sheet } from '#features/desk/keeping/server/queries.ts';
import { fieldsOf, schemaOf, takesNew, type Subject } from '#features/workbooks/subjects/schema.ts';
import { hasDuty } from '#lib/access.ts';
import { refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** The form of a row. */
export function sheetFor(subject: Subject): Sheet {
  const fields = fieldsOf(subject);
  return { kind: subject, fields, all: fields, schema: schemaOf(subject) };
}

/** Registers are kept by the secretariat; reports are sent by whoever writes one. Throws refused. */
export async function maySend(tx: Tx, subject?: Subject): Promise<void> {
  if (hasDuty(tx.viewer, 'secretariat')) return;
  if (subject !== undefined && takesNew(subject)) mayKeep(tx);
  if (tx.viewer.kind !== 'person') throw refused('workbooks');
  const { rows } = await sql<{ writes: boolean }>`
    select own_reports() <> '{}' as writes`.execute(tx.db);
  if (rows[0]?.writes !== true) throw refused('workbooks');
}
