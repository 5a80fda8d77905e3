import { sql } from 'kysely';
import type { Database } from '#lib/server/db/database.ts';
import { tokenHash } from './hashed-tokens.ts';

/** At most `most` tries in `seconds`; then whoever tries waits until the time is over. */
export type Limit = { most: number; seconds: number };

/**
 * Counts a try and says whether it is within the limit. `what` names what is counted (an address, an account); only
 * its hash is kept. One statement, so that tries at the same moment are all counted.
 */
export async function tryOnce(db: Database, what: string, limit: Limit, now: Date): Promise<boolean> {
  const start = new Date(now.getTime() - limit.seconds * 1000);
  const counted = await sql<{ tried: number }>`
    insert into attempts (key, tried, since) values (${tokenHash(what)}, 1, ${now})
    on conflict (key) do update set
      tried = case when attempts.since <= ${start} then 1 else attempts.tried + 1 end,
      since = case when attempts.since <= ${start} then excluded.since else attempts.since end
    returning tried`.execute(db);
  return (counted.rows[0]?.tried ?? 0) <= limit.most;
}

/** Forgets the tries: whoever got in starts anew. */
export async function forget(db: Database, what: string): Promise<void> {
  await db.deleteFrom('attempts').where('key', '=', tokenHash(what)).execute();
}

/** Removes counts, sessions and proofs that are over, and mailed links a month after that. */
export async function tidy(db: Database, now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - 24 * 60 * 60 * 1000);
  await db.deleteFrom('attempts').where('since', '<', yesterday).execute();
  await db.deleteFrom('sessions').where('expires_at', '<', now).execute();
  await db.deleteFrom('verifications').where('expires_at', '<', now).execute();
  const monthAgo = new Date(now.getTime() - 30 * 24 * 60 * 60 * 1000);
  await db.deleteFrom('mail_links').where('expires_at', '<', monthAgo).execute();
}
