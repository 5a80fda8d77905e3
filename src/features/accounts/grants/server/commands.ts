import { sql } from 'kysely';
import { noAccount, ownGrant } from '#features/accounts/errors.ts';
import { dutyLabels } from '#features/accounts/labels.ts';
import { openAccount, tell } from '#features/accounts/letters/server/commands.ts';
import { mayGrant, must } from '#features/accounts/policy.ts';
import type { GrantInput } from '#features/accounts/schema.ts';
import type { Duty } from '#lib/access.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { recordAccountEvent } from '#lib/server/history/account-event.ts';

const name = (tx: Tx) => (tx.viewer.kind === 'public' ? '' : tx.viewer.actor);

/** Gives a duty for a time, with the reason, and says so to its holder. Throws `door.no_duty`, `accounts.own_grant`, `accounts.unknown`. */
export async function give(tx: Tx, account: string, input: GrantInput): Promise<void> {
  must(mayGrant(tx.viewer));
  if (tx.viewer.kind === 'person' && tx.viewer.account === account) throw ownGrant();
  const known = await tx.db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', account)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (!known) throw noAccount();
  await tx.db
    .insertInto('grants')
    .values({
      account_id: account,
      duty: input.duty,
      from_day: input.from,
      until_day: input.until ?? null,
      granted_by: name(tx),
      granted_at: tx.now,
      reason: input.reason,
    })
    .execute();
  const { duty, reason, from } = input;
  await recordAccountEvent(tx, account, 'granted', { details: { duty }, reason });
  await tell(tx, await openAccount(tx, account), (lang, link) => ({
    template: 'granted',
    values: { duty: sayIn(lang)(dutyLabels[duty]), from, reason, link },
  }));
}

/** Ends a duty on a day, with the reason, and says so; one that has not begun never does. Throws as `give` does. */
export async function end(
  tx: Tx,
  account: string,
  grant: number,
  { day, reason }: { day: string; reason: string },
): Promise<void> {
  must(mayGrant(tx.viewer));
  if (tx.viewer.kind === 'person' && tx.viewer.account === account) throw ownGrant();
  const ended = await sql<{ duty: Duty; day: string }>`
    update grants set until_day = greatest(from_day, ${day}::date), ended_by = ${name(tx)}, ended_reason = ${reason}
    where id = ${grant} and account_id = ${account} and (until_day is null or until_day > ${day}::date)
    returning duty, until_day as day`.execute(tx.db);
  const [row] = ended.rows;
  if (!row) throw noAccount();
  await recordAccountEvent(tx, account, 'grant-ended', { details: { duty: row.duty }, reason });
  await tell(tx, await openAccount(tx, account), (lang, link) => ({
    template: 'duty-ended',
    values: { duty: sayIn(lang)(dutyLabels[row.duty]), day: row.day, reason, link },
  }));
}
