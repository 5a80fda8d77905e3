import { sql } from 'kysely';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import type { FileStore, Standing } from './store.ts';

/** Says of content that it is put into the store now. Waits while the same content is being cleared away. */
export async function noteKept(database: Database, hash: string, now: Date): Promise<void> {
  await asSystem(database, 'the store knows what it holds, whoever put it there', (db) =>
    db
      .insertInto('stored_contents')
      .values({ hash, kept_at: now })
      .onConflict((same) => same.column('hash').doUpdateSet({ kept_at: now }))
      .execute(),
  );
}

/** Says how content was found when all of it was read. */
export async function noteChecked(
  database: Database,
  hash: string,
  { standing, now }: { standing: Standing; now: Date },
): Promise<void> {
  await asSystem(database, 'the state of the store is no record of anybody', (db) =>
    sql`update stored_contents set checked_at = ${now},
      spoiled_at = case when ${standing === 'right'} then null else coalesce(spoiled_at, ${now}) end
      where hash = ${hash}`.execute(db),
  );
}

/** Content that something refers to, with the tables that do. */
export type Referred = { hash: string; kinds: string[] };

/** What was not read since `before`, the longest unread first; all of it without. At most `most`. */
export async function leastChecked(
  database: Database,
  { before, most }: { before?: Date; most?: number } = {},
): Promise<Referred[]> {
  const found = await asSystem(database, 'the whole store is looked at, whoever may see what', (db) =>
    sql<Referred>`
      select c.hash, r.kinds from stored_contents c join referred_contents() r on r.hash = c.hash
      where c.checked_at is null or ${before ?? null}::timestamptz is null or c.checked_at < ${before ?? null}
      order by c.checked_at nulls first, c.hash limit ${most ?? null}`.execute(db),
  );
  return found.rows;
}

/** Removes content that nothing refers to and nobody put in since `before`; gives how much there was. */
export async function clearUnreferred(database: Database, store: FileStore, before: Date): Promise<number> {
  const unreferred = sql`kept_at < ${before} and hash not in (select r.hash from referred_contents() r)`;
  const found = await asSystem(database, 'the whole store is looked at, whoever may see what', (db) =>
    sql<{ hash: string }>`select hash from stored_contents where ${unreferred} order by hash`.execute(db),
  );
  let cleared = 0;
  for (const { hash } of found.rows) {
    await asSystem(database, 'content nothing refers to belongs to nobody', async (db) => {
      // Locked first, asked again after: whoever began to refer to it meanwhile has committed by then. Whoever puts the
      // same content in waits at its row until this has ended, and then keeps it anew.
      await sql`select from stored_contents where hash = ${hash} for update`.execute(db);
      const gone = await sql`delete from stored_contents where hash = ${hash} and ${unreferred}`.execute(db);
      if (gone.numAffectedRows !== 1n) return;
      await store.remove(hash);
      cleared += 1;
    });
  }
  return cleared;
}
