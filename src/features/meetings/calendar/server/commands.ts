import { createHash, randomBytes } from 'node:crypto';
import { personOf } from '#lib/server/auth/guard.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** How the secret of a feed is kept: whoever reads the database cannot use what stands there. */
export function feedHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Makes the secret of one's own feed and gives it: it can be shown this once. An earlier address ends. */
export async function makeFeed(tx: Tx): Promise<string> {
  const { account } = personOf(tx.viewer);
  const secret = randomBytes(32).toString('base64url');
  const made = { secret_hash: feedHash(secret), made_at: tx.now };
  await tx.db
    .insertInto('calendar_feeds')
    .values({ account_id: account, ...made })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(made))
    .execute();
  return secret;
}

/** Ends one's own feed; its address answers nothing from now on. */
export async function endFeed(tx: Tx): Promise<void> {
  const { account } = personOf(tx.viewer);
  await tx.db.deleteFrom('calendar_feeds').where('account_id', '=', account).execute();
}
