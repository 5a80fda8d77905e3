import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

export type Exception = { organisation: Translated; until: string; reason: string; isOver: boolean };

/** Who was given more time in a round, as far as the asker sees it, the longest first. */
export async function exceptionsOf(tx: Tx, round: number): Promise<Exception[]> {
  const { rows } = await sql<Exception>`
    select o.name as organisation, x.until_on as until, x.reason, x.until_on < viewer_today() as "isOver"
    from round_exceptions x join organisations o on o.id = x.organisation_id
    where x.round_id = ${round} order by x.until_on desc, x.id`.execute(tx.db);
  return rows;
}
