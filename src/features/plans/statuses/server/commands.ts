import { stepInFuture } from '#features/plans/errors.ts';
import type { ActionStatusInput } from '#features/plans/statuses/schema.ts';
import { firstDay, isAfterToday } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { titlesOf } from '#lib/server/history/titles.ts';

/** Adds or corrects steps of the way actions have come. Throws stepInFuture: what has not happened is no status. */
export async function save(tx: Tx, inputs: readonly Edited<ActionStatusInput>[]): Promise<Saved[]> {
  const early = inputs.find(({ on_date }) => isAfterToday(firstDay(on_date), tx.now));
  if (early) throw stepInFuture(early.ref, early.on_date);
  const refs = inputs.map(({ action }) => action);
  const actions = await lookup(tx, 'actions', refs);
  const titleOf = await titlesOf(tx, 'actions', refs);
  return saveRecords(
    tx,
    'action_statuses',
    inputs.map((input) => ({
      common: input,
      values: {
        action_id: actions.idOf(input.action),
        status: input.status,
        on_date: input.on_date,
        basis: input.basis ?? null,
      },
      entry: {
        path: `/plan/actions/${input.action}#${input.ref}`,
        title: titleOf(input.action),
        summary: input.basis,
        dated: input.on_date,
        listed: false,
      },
    })),
  );
}
