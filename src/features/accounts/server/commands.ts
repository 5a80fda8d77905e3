import { noAccount, personTaken } from '#features/accounts/errors.ts';
import { mayTie, must } from '#features/accounts/policy.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { recordAccountEvent } from '#lib/server/history/account-event.ts';

/**
 * Says which person of the record a login belongs to, or none: seats and offices of that person give its rights.
 * `person` is the database id. Throws `door.no_duty`, `accounts.person_taken`, `accounts.unknown`.
 */
export async function tie(
  tx: Tx,
  account: string,
  person: { id: number; ref: string } | null,
): Promise<void> {
  must(mayTie(tx.viewer));
  if (person) {
    const taken = await tx.db
      .selectFrom('accounts')
      .select('id')
      .where('person_id', '=', person.id)
      .where('id', '<>', account)
      .executeTakeFirst();
    if (taken) throw personTaken();
  }
  const tied = await tx.db
    .updateTable('accounts')
    .set({ person_id: person?.id ?? null, updated_at: tx.now })
    .where('id', '=', account)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!tied) throw noAccount();
  await recordAccountEvent(tx, account, 'tied', { details: { person: person?.ref ?? null } });
}
