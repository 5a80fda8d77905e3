import { stepInFuture } from '#features/plans/errors.ts';
import type { MilestoneInput } from '#features/plans/milestones/schema.ts';
import { firstDay, isAfterToday } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes milestones of actions. Throws stepInFuture: what is to come is not reached. */
export async function save(tx: Tx, inputs: readonly Edited<MilestoneInput>[]): Promise<Saved[]> {
  for (const { ref, reached_on } of inputs)
    if (reached_on !== undefined && isAfterToday(firstDay(reached_on), tx.now))
      throw stepInFuture(ref, reached_on);
  const actions = await lookup(
    tx,
    'actions',
    inputs.map(({ action }) => action),
  );
  return saveRecords(
    tx,
    'milestones',
    inputs.map((input) => ({
      common: input,
      values: {
        action_id: actions.idOf(input.action),
        title: input.title,
        due_on: input.due_on,
        reached_on: input.reached_on ?? null,
        sort: input.sort,
      },
      entry: {
        path: `/plan/actions/${input.action}#${input.ref}`,
        title: input.title,
        dated: input.due_on,
        listed: false,
      },
    })),
  );
}
