import { sql } from 'kysely';
import { accessOf, type Rights } from '#lib/access.ts';
import type { Database } from './database.ts';
import { asSystem, asViewer, publicViewer, type Tx, type Viewer } from './viewer.ts';

/** The viewer an account is on a day, by what the record says of its person; the public when there is none, or it is closed. */
export async function accountViewer(database: Database, account: string, day: string): Promise<Viewer> {
  const row = await asSystem(database, 'who somebody is must be known before they ask', async (db) => {
    const found = await sql<{ name: string; rights: Rights }>`
      select name, rights_of(id, ${day}::date) as rights from accounts
      where id = ${account} and closed_at is null`.execute(db);
    return found.rows[0];
  });
  return row ? { kind: 'person', account, actor: row.name, access: accessOf(row.rights) } : publicViewer;
}

type When = { requestId: string; now: Date; today: string };

/** Runs `work` with the rights this account has today. */
export async function asAccount<T>(
  database: Database,
  account: string,
  { requestId, now, today }: When,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const viewer = await accountViewer(database, account, today);
  return asViewer(database, { viewer, requestId, now, today }, work);
}
