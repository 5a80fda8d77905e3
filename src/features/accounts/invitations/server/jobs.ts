import type { Database } from '#lib/server/db/database.ts';

/** So long a request for access stays after it was decided, for whoever asks why. */
const keptDays = 30;

/**
 * Removes requests for access that were decided a month ago; an approved one lives on as an account. Requests that
 * wait stay until somebody decides. `db` is the database as the door. Bears repetition.
 */
export async function removeRequests(db: Database, now: Date): Promise<void> {
  const monthAgo = new Date(now.getTime() - keptDays * 24 * 60 * 60 * 1000);
  await db.deleteFrom('access_requests').where('decided_at', '<', monthAgo).execute();
}
