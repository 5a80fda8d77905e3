import { statementStands } from '#features/commitments/errors.ts';
import type { CommitmentStatementInput } from '#features/commitments/statements/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { titlesOf } from '#lib/server/history/titles.ts';

/**
 * Adds or changes what is said of commitments at forums to come. Throws statementStands where another one stands for
 * the same commitment and forum, and as saveRecords does.
 */
export async function save(tx: Tx, inputs: readonly Edited<CommitmentStatementInput>[]): Promise<Saved[]> {
  await takeTurn(tx);
  await refuseSecond(tx, inputs);
  const refs = inputs.map((input) => input.commitment);
  const commitments = await lookup(tx, 'commitments', refs);
  const titleOf = await titlesOf(tx, 'commitments', refs);
  return saveRecords(
    tx,
    'commitment_statements',
    inputs.map((input) => ({
      common: input,
      values: {
        commitment_id: commitments.idOf(input.commitment),
        cycle: input.cycle,
        text: input.text,
        on_date: input.on_date,
      },
      entry: {
        path: `/commitments/${input.commitment}#${input.ref}`,
        title: titleOf(input.commitment),
        summary: input.text,
        dated: input.on_date,
        text: [input.cycle],
      },
    })),
  );
}

/** A forum hears one statement of a commitment: a second one is the first one changed. */
async function refuseSecond(tx: Tx, inputs: readonly CommitmentStatementInput[]): Promise<void> {
  const standing = await tx.db
    .selectFrom('commitment_statements as s')
    .innerJoin('commitments as c', 'c.id', 's.commitment_id')
    .select(['s.ref', 's.cycle', 'c.ref as commitment'])
    .where('s.archived_at', 'is', null)
    .where(
      'c.ref',
      'in',
      inputs.map(({ commitment }) => commitment),
    )
    .execute();
  const all = [...standing, ...inputs];
  for (const { ref, cycle, commitment } of inputs) {
    const other = all.find((one) => one.ref !== ref && one.cycle === cycle && one.commitment === commitment);
    if (other) throw statementStands(other.ref, cycle);
  }
}
