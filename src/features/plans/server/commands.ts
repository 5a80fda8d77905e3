import * as actions from '#features/plans/actions/server/commands.ts';
import type { ActionInput, PlanInput } from '#features/plans/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes plans. */
export async function save(tx: Tx, inputs: readonly Edited<PlanInput>[]): Promise<Saved[]> {
  const bodies = await lookup(
    tx,
    'bodies',
    inputs.map((input) => input.body),
  );
  const organisations = await lookup(
    tx,
    'organisations',
    inputs.map((input) => input.organisation),
  );
  return saveRecords(
    tx,
    'plans',
    inputs.map((input) => ({
      common: input,
      values: {
        kind: input.kind ?? null,
        title: input.title,
        summary: input.summary ?? null,
        body_id: bodies.idOrNull(input.body),
        organisation_id: organisations.idOrNull(input.organisation),
        from_on: input.from_on ?? null,
        until_on: input.until_on ?? null,
        currency: input.currency ?? null,
      },
      links: { plan_levels: input.levels.map((name, at) => ({ position: at + 1, name })) },
      entry: { path: `/plan/${input.ref}`, title: input.title, summary: input.summary, dated: input.from_on },
    })),
  );
}

/** Creates or changes actions; a parent or another action they link to may be in the same list. Throws as actions.save. */
export const saveActions = (tx: Tx, inputs: readonly Edited<ActionInput>[]): Promise<Saved[]> =>
  actions.save(tx, inputs);
