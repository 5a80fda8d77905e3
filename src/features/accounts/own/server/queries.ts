import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';

/** A session as its owner sees it. */
export type OwnSession = {
  id: string;
  agent: string | null;
  address: string | null;
  created: Date;
  used: Date;
  factors: number;
};

/** The sessions of an account that are still good, the newest first. Asked as the door. */
export async function sessions(tx: Tx, account: string): Promise<OwnSession[]> {
  return tx.db
    .selectFrom('sessions')
    .select(['id', 'user_agent as agent', 'ip_address as address', 'created_at as created'])
    .select(['updated_at as used', 'factors'])
    .where('account_id', '=', account)
    .where('expires_at', '>', tx.now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
}

/** What an account has to sign in with. Asked as the door. */
export async function factors(
  tx: Tx,
  account: string,
): Promise<{
  email: string;
  password: boolean;
  codes: boolean;
  passkeys: { id: string; name: string; created: Date; used: Date | null }[];
}> {
  const row = await tx.db
    .selectFrom('accounts as a')
    .select(['a.email', 'a.two_factor_enabled as codes'])
    .select(
      sql<boolean>`exists (select from credentials c where c.account_id = a.id and c.provider = 'credential')`.as(
        'password',
      ),
    )
    .where('a.id', '=', account)
    .executeTakeFirstOrThrow();
  const passkeys = await tx.db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at as created', 'used_at as used'])
    .where('account_id', '=', account)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return { ...row, passkeys };
}

/** Everything held about an account and by it, for its owner to take away (G8). Asked as the door; no secrets. */
export async function data(tx: Tx, account: string) {
  const own = await tx.db
    .selectFrom('accounts')
    .select(['id', 'name', 'email', 'email_verified', 'lang', 'created_at', 'conduct_version'])
    .select(['conduct_accepted_at', 'two_factor_enabled'])
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  const providers = await tx.db
    .selectFrom('credentials')
    .select(['provider', 'created_at', 'updated_at'])
    .where('account_id', '=', account)
    .orderBy('provider')
    .execute();
  return {
    account: own,
    ways_to_sign_in: providers,
    passkeys: (await factors(tx, account)).passkeys,
    sessions: await sessions(tx, account),
  };
}

/** What one did, as the history has it, the newest first. Asked as the person; the history decides what they may see. */
export async function ownGrants(tx: Tx, account: string) {
  return tx.db
    .selectFrom('grants')
    .select(['duty', 'from_day', 'until_day', 'granted_by', 'granted_at', 'reason'])
    .where('account_id', '=', account)
    .orderBy('id')
    .execute();
}
