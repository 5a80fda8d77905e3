import { sql } from 'kysely';
import type { Access } from '#lib/access.ts';
import type { Database } from './database.ts';
import { asSystem, publicViewer, type Viewer } from './viewer.ts';

type Rights = Omit<Access, 'inNetwork'>;

/** The viewer an account is on a day, by what the record says of its person; the public when there is none, or it is closed. */
export async function accountViewer(database: Database, account: string, day: string): Promise<Viewer> {
  const row = await asSystem(database, 'who somebody is must be known before they ask', async (db) => {
    const found = await sql<{ name: string; rights: Rights }>`
      select name, rights_of(id, ${day}::date) as rights from accounts
      where id = ${account} and closed_at is null`.execute(db);
    return found.rows[0];
  });
  if (!row) return publicViewer;
  const { duties, bodies, organisations } = row.rights;
  const inNetwork =
    bodies.length > 0 ||
    organisations.length > 0 ||
    duties.some((duty) => ['secretariat', 'data-steward', 'auditor'].includes(duty));
  return { kind: 'person', account, actor: row.name, access: { duties, bodies, organisations, inNetwork } };
}
