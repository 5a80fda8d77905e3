import { sql } from 'kysely';
import type { Access } from '#lib/access.ts';
import type { Scope } from '#lib/scopes.ts';
import type { Database } from '#lib/server/db/database.ts';
import { tokenHash } from './hashed-tokens.ts';

/** Whose token a program shows: its owner with the rights of today, and what the token may be used for. */
export type Bearer = {
  account: string;
  actor: string;
  access: Access;
  token: { name: string; scopes: Scope[]; expiresOn: string };
  /** What the owner must do at the door first; null when the token is good for what it says. */
  lacks: 'second-factor' | 'enrolment' | 'conduct' | null;
};

export type TokenRow = {
  account: string;
  actor: string;
  name: string;
  scopes: Scope[];
  factors: number;
  expiresOn: string;
  isUsedToday: boolean;
};

/**
 * A good token by its hash. One statement for all: whether a token is unknown, expired, revoked or of a closed account,
 * the answer is no row, after the same work.
 */
export async function findToken(db: Database, token: string, today: string): Promise<TokenRow | undefined> {
  const found = await sql<TokenRow>`
    select t.account_id as account, a.name as actor, t.name, t.scopes, t.factors,
      to_char(t.expires_on, 'YYYY-MM-DD') as "expiresOn",
      coalesce(t.last_used_on = ${today}::date, false) as "isUsedToday"
    from api_tokens t join accounts a on a.id = t.account_id
    where t.token = ${tokenHash(token)} and t.revoked_at is null and t.expires_on > ${today}::date
      and a.closed_at is null`.execute(db);
  return found.rows[0];
}

/** Notes the day of use, once a day. */
export async function markUsed(db: Database, token: string, today: string): Promise<void> {
  await sql`update api_tokens set last_used_on = ${today}::date where token = ${tokenHash(token)}`.execute(
    db,
  );
}
