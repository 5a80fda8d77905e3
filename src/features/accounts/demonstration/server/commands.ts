import { sql } from 'kysely';
import {
  demonstrationAccount,
  demonstrationEmail,
  type DemonstrationRole,
} from '#features/accounts/demonstration/rules.ts';
import { conductVersion } from '#features/accounts/rules.ts';
import { tokenHash } from '#lib/server/auth/hashed-tokens.ts';
import { hashPassword } from '#lib/server/auth/password.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** Why their duties are granted, as it stands in the grants. */
const reason = 'for trying out the demonstration';

/**
 * Makes the accounts of these roles with these passwords; every other demonstration account is closed and loses its
 * duties, sessions and password. Repeating changes nothing.
 */
export async function keep(
  tx: Tx,
  roles: readonly (DemonstrationRole & { password: string })[],
): Promise<void> {
  await closeAll(
    tx,
    roles.map(({ role }) => demonstrationAccount(role)),
  );
  for (const role of roles) await open(tx, role);
}

async function closeAll(tx: Tx, but: readonly string[]): Promise<void> {
  const gone = await sql<{ id: string }>`
    update accounts set closed_at = ${tx.now}, closed_reason = 'demonstration'
    where demonstration and closed_at is null and id <> all(${but}::text[]) returning id`.execute(tx.db);
  const ids = gone.rows.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.db.deleteFrom('sessions').where('account_id', 'in', ids).execute();
  await tx.db.deleteFrom('credentials').where('account_id', 'in', ids).execute();
  await sql`update grants set until_day = greatest(from_day, ${tx.now}::timestamptz::date), ended_by = ${reason}
    where account_id = any(${ids}::text[]) and until_day is null`.execute(tx.db);
}

async function open(tx: Tx, role: DemonstrationRole & { password: string }): Promise<void> {
  const id = demonstrationAccount(role.role);
  await sql`
    insert into accounts (id, name, email, email_verified, lang, demonstration, person_id, conduct_version,
      conduct_accepted_at, created_at, updated_at)
    values (${id}, ${role.name}, ${demonstrationEmail(role.role)}, true, ${role.lang}, true,
      (select p.id from people p where p.ref = ${role.person ?? null}), ${conductVersion}, ${tx.now}, ${tx.now}, ${tx.now})
    on conflict (id) do update set closed_at = null, closed_reason = null, person_id = excluded.person_id,
      name = excluded.name, email = excluded.email, email_verified = true, conduct_version = excluded.conduct_version`.execute(
    tx.db,
  );
  await grant(tx, id, role);
  await setPassword(tx, id, role.password);
}

async function grant(tx: Tx, id: string, { duty }: DemonstrationRole): Promise<void> {
  if (!duty) return;
  await sql`
    insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
    select ${id}, ${duty}, ${tx.now}::timestamptz::date - 1, 'demonstration', ${tx.now}, ${reason}
    where not exists (select from grants where account_id = ${id} and duty = ${duty} and until_day is null)`.execute(
    tx.db,
  );
}

/** Hashing takes its time on purpose: a hash that stands is kept while the password is the same. `scope` says which. */
async function setPassword(tx: Tx, id: string, password: string): Promise<void> {
  const mark = tokenHash(`demonstration ${password}`);
  const known = await tx.db
    .selectFrom('credentials')
    .select('id')
    .where('account_id', '=', id)
    .where('provider', '=', 'credential')
    .where('scope', '=', mark)
    .executeTakeFirst();
  if (known) return;
  const hash = await hashPassword(password);
  await sql`
    insert into credentials (id, account_id, provider, subject, password, scope, created_at, updated_at)
    values (${id}, ${id}, 'credential', ${id}, ${hash}, ${mark}, ${tx.now}, ${tx.now})
    on conflict (provider, subject) do update set password = excluded.password, scope = excluded.scope,
      updated_at = excluded.updated_at`.execute(tx.db);
}
