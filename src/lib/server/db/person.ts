import { sql } from 'kysely';
import { accessOf, type Rights } from '#lib/access.ts';
import type { Database } from './database.ts';
import { asSystem, type Viewer } from './viewer.ts';

/** An account as a viewer with the rights of a civil day; null when it is closed or not there. */
export async function personViewer(
  database: Database,
  account: string,
  day: string,
): Promise<Extract<Viewer, { kind: 'person' }> | null> {
  const { rows } = await asSystem(database, 'rights follow from records the person may not see', (db) =>
    sql<{ name: string; rights: Rights }>`
      select name, rights_of(id, ${day}::date) as rights from accounts
      where id = ${account} and closed_at is null`.execute(db),
  );
  const [found] = rows;
  if (!found) return null;
  return { kind: 'person', account, actor: found.name, access: accessOf(found.rights) };
}
