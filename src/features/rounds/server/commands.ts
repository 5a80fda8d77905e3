import { sql } from 'kysely';
import { dueTooEarly, noBody } from '#features/rounds/errors.ts';
import type { RoundInput } from '#features/rounds/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/**
 * Creates or changes rounds. Throws as saveRecords, and `round.due_too_early`, `round.no_body` where two levels approve
 * and the plan has no body.
 */
export async function save(tx: Tx, inputs: readonly Edited<RoundInput>[]): Promise<Saved[]> {
  const plans = await lookup(
    tx,
    'plans',
    inputs.map(({ plan }) => plan),
  );
  for (const { due_on, opens_on } of inputs) if (due_on < opens_on) throw dueTooEarly();
  const saved = await saveRecords(
    tx,
    'rounds',
    inputs.map((input) => ({
      common: input,
      values: {
        plan_id: plans.idOf(input.plan),
        title: input.title,
        from_on: input.from_on,
        until_on: input.until_on,
        opens_on: input.opens_on,
        due_on: input.due_on,
        grace_days: input.grace_days,
        levels: input.levels,
        remind_days: input.remind_days,
        escalate_days: input.escalate_days,
      },
      entry: { path: `/plan/${input.plan}/reports`, title: input.title, dated: input.due_on, listed: false },
    })),
  );
  await refuseMissingBodies(tx, saved);
  return saved;
}

async function refuseMissingBodies(tx: Tx, saved: readonly Saved[]): Promise<void> {
  const { rows } = await sql`select from rounds r join plans p on p.id = r.plan_id
    where r.id = any(${saved.map(({ id }) => id)}::bigint[]) and r.levels = 2 and p.body_id is null`.execute(
    tx.db,
  );
  if (rows.length > 0) throw noBody();
}
