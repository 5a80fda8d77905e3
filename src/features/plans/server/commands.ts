import type { ActionInput, PlanInput } from '#features/plans/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { refuseCircles } from '#lib/server/history/circles.ts';
import { byLevels, lookup } from '#lib/server/history/lookup.ts';
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
        title: input.title,
        summary: input.summary ?? null,
        body_id: bodies.idOrNull(input.body),
        organisation_id: organisations.idOrNull(input.organisation),
        from_on: input.from_on ?? null,
        until_on: input.until_on ?? null,
      },
      entry: { path: `/plan/${input.ref}`, title: input.title, summary: input.summary, dated: input.from_on },
    })),
  );
}

/** Creates or changes actions; a parent may be in the same list. Throws record.within_itself. */
export async function saveActions(tx: Tx, inputs: readonly Edited<ActionInput>[]): Promise<Saved[]> {
  const saved: Saved[] = [];
  for (const level of byLevels(inputs)) saved.push(...(await saveLevel(tx, level)));
  await refuseCircles(tx, 'actions', inputs);
  return saved;
}

async function saveLevel(tx: Tx, inputs: readonly Edited<ActionInput>[]): Promise<Saved[]> {
  const plans = await lookup(
    tx,
    'plans',
    inputs.map((input) => input.plan),
  );
  const parents = await lookup(
    tx,
    'actions',
    inputs.map((input) => input.parent),
  );
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
  const items = await lookup(
    tx,
    'items',
    inputs.flatMap((input) => input.items.map((link) => link.item)),
  );
  const commitments = await lookup(
    tx,
    'commitments',
    inputs.flatMap((input) => input.commitments),
  );
  return saveRecords(
    tx,
    'actions',
    inputs.map((input) => ({
      common: input,
      values: {
        plan_id: plans.idOrNull(input.plan),
        parent_id: parents.idOrNull(input.parent),
        title: input.title,
        description: input.description ?? null,
        body_id: bodies.idOrNull(input.body),
        organisation_id: organisations.idOrNull(input.organisation),
        from_on: input.from_on ?? null,
        until_on: input.until_on ?? null,
        sort: input.sort,
      },
      links: {
        action_items: input.items.map((link) => ({ item_id: items.idOf(link.item), basis: link.basis })),
        action_commitments: input.commitments.map((ref) => ({ commitment_id: commitments.idOf(ref) })),
      },
      entry: {
        path: `/plan/actions/${input.ref}`,
        title: input.title,
        summary: input.description,
        dated: input.from_on,
      },
    })),
  );
}
