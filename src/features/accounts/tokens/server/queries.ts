import { sql } from 'kysely';
import type { Scope } from '#lib/scopes.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** A token as its owner and the administrator see it: never the token, nor its hash. */
export type TokenLine = {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  createdOn: string;
  expiresOn: string;
  lastUsedOn: string | null;
  isRevoked: boolean;
  owner: string;
};

const day = (column: string) => sql<string>`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`;

const lines = sql`t.id, t.name, t.prefix, t.scopes, ${day('t.created_at')} as "createdOn",
  ${day('t.expires_on')} as "expiresOn", ${day('t.last_used_on')} as "lastUsedOn",
  t.revoked_at is not null as "isRevoked", a.name as owner
  from api_tokens t join accounts a on a.id = t.account_id`;

/** One's own tokens, the newest first. */
export async function own(tx: Tx): Promise<TokenLine[]> {
  const found = await sql<TokenLine>`select ${lines} where t.account_id = ${personOf(tx.viewer).account}
    order by t.created_at desc, t.id`.execute(tx.db);
  return found.rows;
}

/** Tokens of other people that are still good, for whoever may revoke them (policies: the administrator). */
export async function others(tx: Tx, today: string): Promise<TokenLine[]> {
  const found = await sql<TokenLine>`select ${lines} where t.account_id <> ${personOf(tx.viewer).account}
    and t.revoked_at is null and t.expires_on > ${today}::date
    order by a.name, t.created_at desc, t.id`.execute(tx.db);
  return found.rows;
}
