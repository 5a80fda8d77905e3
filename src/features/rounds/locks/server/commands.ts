import { sql } from 'kysely';
import { exceptionPast } from '#features/rounds/locks/errors.ts';
import type { ExceptionInput } from '#features/rounds/locks/schema.ts';
import { hasDuty } from '#lib/access.ts';
import { refused, unknownReference } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { addHistory, takeTurn } from '#lib/server/history/entries.ts';

/**
 * Gives an organisation more time in a round: it may write its drafts until the last day named, also after the lock. It
 * ends by itself. Throws refused, `round.exception_past`, unknownReference where it has no report in the round.
 */
export async function giveTime(
  tx: Tx,
  round: string,
  { organisation, until_on, reason }: ExceptionInput,
  today: string,
): Promise<void> {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused('round_exceptions');
  if (until_on < today) throw exceptionPast();
  await takeTurn(tx);
  const account = tx.viewer.kind === 'person' ? tx.viewer.account : null;
  const made =
    await sql`insert into round_exceptions (round_id, organisation_id, until_on, reason, account_id, made_at)
    select distinct r.id, o.id, ${until_on}::date, ${reason}, ${account}, ${tx.now}::timestamptz
    from rounds r join progress_reports p on p.round_id = r.id join organisations o on o.id = p.organisation_id
    where r.ref = ${round} and o.ref = ${organisation}`.execute(tx.db);
  if (made.numAffectedRows === 0n) throw unknownReference('organisations', organisation);
  await addHistory(tx, [
    {
      kind: 'rounds',
      ref: round,
      version: null,
      action: 'change',
      before: {},
      after: { exception_for: organisation, open_until: until_on },
      reason,
    },
  ]);
}
