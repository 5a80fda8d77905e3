import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { noSuchToken, scopeNotYours, tooManyTokens } from '#features/accounts/tokens/errors.ts';
import { expiryOf, scopesFor } from '#features/accounts/tokens/rules.ts';
import type { TokenInput } from '#features/accounts/tokens/schema.ts';
import { tokenMark } from '#lib/scopes.ts';
import { personOf, type Person } from '#lib/server/auth/guard.ts';
import { tokenHash } from '#lib/server/auth/hashed-tokens.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** Good tokens one account may have at a time. */
const mostTokens = 20;

/**
 * Makes a token for whoever asks and gives it: it can be shown this once, for only its hash is kept. `factors` is how
 * many the session had shown. Throws token.scope_not_yours, token.too_many.
 */
export async function create(
  tx: Tx,
  input: TokenInput,
  { today, factors }: { today: string; factors: number },
): Promise<{ token: string; name: string; expiresOn: string }> {
  const person = personOf(tx.viewer);
  const allowed = scopesFor(person);
  if (!input.scopes.every((scope) => allowed.includes(scope))) throw scopeNotYours();
  // One after another, so that nobody makes more than they may by asking twice at once.
  await sql`select pg_advisory_xact_lock(hashtext(${`api_tokens ${person.account}`}))`.execute(tx.db);
  const counted = await sql<{ good: number }>`select count(*)::int as good from api_tokens
    where account_id = ${person.account} and revoked_at is null and expires_on > ${today}::date`.execute(
    tx.db,
  );
  if ((counted.rows[0]?.good ?? 0) >= mostTokens) throw tooManyTokens(mostTokens);
  const id = randomBytes(9).toString('base64url');
  const token = tokenMark + randomBytes(32).toString('base64url');
  const prefix = token.slice(0, tokenMark.length + 4);
  const expiresOn = expiryOf(today, input.days);
  await sql`
    insert into api_tokens (id, account_id, name, token, prefix, scopes, factors, created_at, expires_on)
    values (${id}, ${person.account}, ${input.name}, ${tokenHash(token)}, ${prefix}, ${input.scopes}::text[],
      ${Math.min(factors, 2)}, ${tx.now}, ${expiresOn}::date)`.execute(tx.db);
  await remember(tx, person, person.account, {
    api_token: prefix,
    scopes: input.scopes,
    expires_on: expiresOn,
  });
  return { token, name: input.name, expiresOn };
}

/** Ends a token from this moment: one's own, or anybody's by the administrator. Throws token.not_found. */
export async function revoke(tx: Tx, id: string): Promise<void> {
  const person = personOf(tx.viewer);
  const ended = await sql<{ account: string; prefix: string }>`
    update api_tokens set revoked_at = ${tx.now}, revoked_by = ${person.account}
    where id = ${id} and revoked_at is null returning account_id as account, prefix`.execute(tx.db);
  const row = ended.rows[0];
  if (!row) throw noSuchToken();
  await remember(tx, person, row.account, { api_token: row.prefix, revoked: true });
}

/** Leaves in the history that an account got or lost a token; never the token. */
async function remember(tx: Tx, person: Person, ref: string, after: Record<string, unknown>): Promise<void> {
  await sql`insert into history (at, request_id, door, actor, account_id, kind, ref, action, before, after)
    values (${tx.now}, ${tx.requestId}, ${tx.door}, ${person.actor}, ${person.account}, 'accounts', ${ref}, 'change',
      '{}', ${JSON.stringify(after)}::jsonb)`.execute(tx.db);
}
