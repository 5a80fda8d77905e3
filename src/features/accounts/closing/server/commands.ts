import { sql } from 'kysely';
import { lastAdministrator, noAccount, ownAccount, wrongPassword } from '#features/accounts/errors.ts';
import { mayClose, must } from '#features/accounts/policy.ts';
import { isPassword } from '#lib/server/auth/password.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { recordAccountEvent } from '#lib/server/history/account-event.ts';
import { forgetAccount } from '#lib/server/history/forget-account.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';

type Closing = {
  /** Why, for the history and the row. */
  reason: string;
  /** The civil day, on which it is looked at who administers. */
  today: string;
};

/**
 * Closes the account of whoever asks, with its password. Throws `accounts.unknown`, `accounts.wrong_password`,
 * `accounts.last_administrator`.
 */
export async function closeOwn(tx: Tx, current: string, today: string): Promise<void> {
  if (tx.viewer.kind !== 'person') throw noAccount();
  const { account } = tx.viewer;
  if (!(await isPassword(tx, account, current))) throw wrongPassword();
  await shut(tx, await closable(tx, account, today), 'by its owner');
}

/**
 * Closes the account of somebody else and tells them why by mail. Throws `door.no_duty`, `accounts.own_account`,
 * `accounts.unknown`, `accounts.last_administrator`.
 */
export async function close(tx: Tx, account: string, { reason, today }: Closing): Promise<void> {
  must(mayClose(tx.viewer));
  if (tx.viewer.kind === 'person' && tx.viewer.account === account) throw ownAccount();
  const one = await closable(tx, account, today);
  if (!one.email_verified) throw noAccount();
  const { lang, email: to } = one;
  await shut(tx, one, reason);
  await leaveLetter(tx, { template: 'account-closed', lang, to, values: { reason } });
}

/** Takes back an invitation nobody has accepted; its link then says so. Throws `door.no_duty`, `accounts.unknown`. */
export async function withdraw(tx: Tx, account: string, { reason, today }: Closing): Promise<void> {
  must(mayClose(tx.viewer));
  const one = await closable(tx, account, today);
  if (one.email_verified) throw noAccount();
  await shut(tx, one, reason);
}

/**
 * An open or invited account, kept as it is until the end of the transaction. Closings wait for each other here. Throws
 * `accounts.last_administrator`, `accounts.unknown`.
 */
async function closable(tx: Tx, account: string, today: string) {
  const last = await sql<{ is: boolean | null }>`
    select is_last_administrator(${account}, ${today}::date) as is`.execute(tx.db);
  if (last.rows[0]?.is) throw lastAdministrator();
  const found = await tx.db
    .selectFrom('accounts')
    .select(['id', 'name', 'email', 'lang', 'email_verified'])
    .where('id', '=', account)
    .where('closed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!found) throw noAccount();
  return found;
}

/**
 * Takes out every way in and what is personal, here and in what was done with the account; the id stays for the
 * history, seats and offices stay with the record.
 */
async function shut(
  tx: Tx,
  { id, name, email }: { id: string; name: string; email: string },
  reason: string,
): Promise<void> {
  for (const table of ['sessions', 'credentials', 'second_factors', 'passkeys'] as const)
    await tx.db.deleteFrom(table).where('account_id', '=', id).execute();
  // The links stay, good for nothing, so that a withdrawn invitation can say what became of it.
  await tx.db.updateTable('mail_links').set({ email: '' }).where('account_id', '=', id).execute();
  await tx.db.deleteFrom('access_requests').where('email', '=', email).execute();
  await sql`update accounts set name = 'closed account', email = id || '@closed.invalid', image = null, person_id = null,
      email_verified = false, two_factor_enabled = false, closed_at = ${tx.now}, closed_reason = ${reason},
      updated_at = ${tx.now}
    where id = ${id}`.execute(tx.db);
  await recordAccountEvent(tx, id, 'closed', { reason });
  await forgetAccount(tx, { account: id, knownAs: name, reason: 'account closed' });
}
