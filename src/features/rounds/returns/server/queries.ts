import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';

export type Returned = {
  field: string;
  reason: string;
  at: Date;
  until: string;
  answeredAt: Date | null;
  isOpen: boolean;
};

/** What was given back of a report, the newest first, for those inside it. */
export async function returnsOf(tx: Tx, report: number): Promise<Returned[]> {
  const { rows } = await sql<Returned>`
    select field, reason, returned_at as at, open_until as until, answered_at as "answeredAt",
      answered_at is null and open_until >= viewer_today() as "isOpen"
    from report_returns where progress_report_id = ${report} order by id desc`.execute(tx.db);
  return rows;
}
