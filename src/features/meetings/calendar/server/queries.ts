import { sql } from 'kysely';
import { feedHash } from '#features/meetings/calendar/server/commands.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** The account whose feed an address is; null for one we did not make, one that was ended, and a closed account. */
export async function feedOwner(tx: Tx, secret: string): Promise<string | null> {
  const { rows } = await sql<{
    owner: string | null;
  }>`select feed_owner(${feedHash(secret)}) as owner`.execute(tx.db);
  return rows[0]?.owner ?? null;
}

/** Since when the person has a feed; null when there is none. */
export async function feedSince(tx: Tx): Promise<Date | null> {
  const row = await tx.db.selectFrom('calendar_feeds').select('made_at').executeTakeFirst();
  return row?.made_at ?? null;
}
