import { sql } from 'kysely';
import { standingPages, type PageEntry } from '#features/portal/rules.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** Asks the database for nothing but an answer. Throws when it gives none. */
export async function ping(tx: Tx): Promise<void> {
  await sql`select 1`.execute(tx.db);
}

/** Pages in one file of the site map; each is named once per language. */
const pagesInFile = 5000;

/**
 * The pages the viewer may read, once each. Records that are an anchor of a page ("/people/x#y") add none.
 * File 1 begins with the standing pages.
 */
export async function publicPages(tx: Tx, file: number): Promise<{ entries: PageEntry[]; pages: number }> {
  const isPage = sql`not archived and path !~ '[?#]'`;
  const counted = await sql<{ count: number }>`
    select count(distinct path) from records where ${isPage}`.execute(tx.db);
  const found = await sql<PageEntry>`
    select path, to_char(max(updated_at) at time zone 'UTC', 'YYYY-MM-DD') as changed
    from records where ${isPage} group by path order by path
    limit ${pagesInFile} offset ${(file - 1) * pagesInFile}`.execute(tx.db);
  const standing = file === 1 ? standingPages.map((path) => ({ path, changed: null })) : [];
  const known = new Set(standingPages);
  return {
    entries: [...standing, ...found.rows.filter((row) => !known.has(row.path))],
    pages: Math.max(1, Math.ceil((counted.rows[0]?.count ?? 0) / pagesInFile)),
  };
}
