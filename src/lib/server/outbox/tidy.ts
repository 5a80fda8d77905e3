import type { Database } from '#lib/server/db/database.ts';
import { asSystem } from '#lib/server/db/viewer.ts';

/** Of a demonstration's letters so many stay. */
const mostShown = 200;
const yearOfDays = 366;

/** Forgets what was done, dropped or given up longer ago than `keepDays`. Returns how many rows of the outbox went. */
export async function tidyOutbox(database: Database, keepDays: number, now: Date): Promise<number> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const old = before(keepDays);
  return asSystem(database, 'forgets finished work after the time that is set', async (db) => {
    const gone = await db
      .deleteFrom('outbox')
      .where((is) => is.or([is('done_at', '<', old), is('dropped_at', '<', old), is('dead_at', '<', old)]))
      .executeTakeFirst();
    const year = before(yearOfDays).toISOString().slice(0, 10);
    await db.deleteFrom('weekly_letters').where('week', '<', year).execute();
    await db
      .deleteFrom('shown_letters')
      .where('id', 'not in', (all) =>
        all.selectFrom('shown_letters').select('id').orderBy('id', 'desc').limit(mostShown),
      )
      .execute();
    return Number(gone.numDeletedRows);
  });
}
