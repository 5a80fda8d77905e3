import { hashPassword as hash, verifyPassword as verify } from 'better-auth/crypto';
import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';

/** The hash of a password as it is kept (scrypt with a salt of its own). Slow on purpose. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Gives an account a password; it had one or not. */
export async function setPassword(tx: Tx, account: string, password: string): Promise<void> {
  const hashed = await hash(password);
  await sql`
    insert into credentials (id, account_id, provider, subject, password, created_at, updated_at)
    values (${account}, ${account}, 'credential', ${account}, ${hashed}, ${tx.now}, ${tx.now})
    on conflict (provider, subject) do update set password = excluded.password, scope = null,
      updated_at = excluded.updated_at`.execute(tx.db);
}

/** Is this the password of the account? Takes its time also when there is none. */
export async function isPassword(tx: Tx, account: string, password: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('credentials')
    .select('password')
    .where('account_id', '=', account)
    .where('provider', '=', 'credential')
    .executeTakeFirst();
  if (!found?.password) {
    await hash(password);
    return false;
  }
  return verify({ hash: found.password, password });
}
