import { sql } from 'kysely';
import type { Access } from '#lib/access.ts';
import type { Database } from './database.ts';
import { asSystem, type Viewer } from './viewer.ts';

type Rights = Omit<Access, 'inNetwork'>;

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
  const { name, rights } = found;
  const inNetwork =
    rights.bodies.length + rights.organisations.length > 0 ||
    rights.duties.some((duty) => duty !== 'administrator');
  return { kind: 'person', account, actor: name, access: { ...rights, inNetwork } };
}
