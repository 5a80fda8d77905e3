import { sql } from 'kysely';
import { shifted } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** So far back a first visit looks. */
export const firstLookDays = 30;

/**
 * Notes that somebody opens the room of a body today; gives the day since when changes are shown: that of the visit
 * before today's, however often the room is opened today.
 */
export async function visit(tx: Tx, body: number, today: string): Promise<string> {
  const first = shifted(today, -firstLookDays);
  if (tx.viewer.kind !== 'person') return first;
  const { rows } = await sql<{ before: string | null }>`
    insert into room_visits as v (account_id, body_id, visited_on)
    values (${tx.viewer.account}, ${body}, ${today}::date)
    on conflict (account_id, body_id) do update set
      before_on = case when v.visited_on < excluded.visited_on then v.visited_on else v.before_on end,
      visited_on = greatest(v.visited_on, excluded.visited_on)
    returning before_on::text as before`.execute(tx.db);
  return rows[0]?.before ?? first;
}
