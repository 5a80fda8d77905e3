import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';
import { insertEntries } from './entries.ts';

/**
 * Takes the name of an account that was closed in this transaction out of everything it did: the history keeps what,
 * when and the account's id. Asked as the door; the database refuses it for an account that is open. `knownAs` is the
 * name it had. Returns how many entries lost their name.
 */
export async function forgetAccount(
  tx: Tx,
  { account, knownAs, reason }: { account: string; knownAs: string; reason: string },
): Promise<number> {
  const isOwn = tx.viewer.kind === 'person' && tx.viewer.account === account;
  // Who closes their own account does not sign with the name that goes.
  const viewer = isOwn ? ({ kind: 'system', actor: 'closing of accounts' } as const) : tx.viewer;
  await insertEntries({ ...tx, viewer }, [
    {
      kind: 'accounts',
      ref: account,
      version: null,
      action: 'erase',
      before: {},
      after: { erased: ['actor'] },
      reason,
    },
  ]);
  const done = await sql<{ number: number }>`
    select forget_closed_account(${account}, ${knownAs}) as number`.execute(tx.db);
  return done.rows[0]?.number ?? 0;
}
