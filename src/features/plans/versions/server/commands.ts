import { sql } from 'kysely';
import { stepOutOfOrder, versionFrozen } from '#features/plans/versions/errors.ts';
import { nextSteps } from '#features/plans/versions/rules.ts';
import type { PlanVersionInput } from '#features/plans/versions/schema.ts';
import { frozenFields } from '#features/plans/versions/server/queries.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { titlesOf } from '#lib/server/history/titles.ts';

/**
 * Adopts, revises or closes plans: each version freezes what its plan says at this moment. Of a version that stands the
 * day, the basis and the sources can be corrected, nothing else. Throws stepOutOfOrder, versionFrozen.
 */
export async function save(tx: Tx, inputs: readonly Edited<PlanVersionInput>[]): Promise<Saved[]> {
  await takeTurn(tx);
  const saved: Saved[] = [];
  for (const input of inputs) saved.push(...(await saveOne(tx, input)));
  return saved;
}

type Standing = { ref: string; number: number; step: PlanVersionInput['step']; plan: string };

async function saveOne(tx: Tx, input: Edited<PlanVersionInput>): Promise<Saved[]> {
  const plans = await lookup(tx, 'plans', [input.plan]);
  const planId = plans.idOf(input.plan);
  const { number, isNew } = await placeOf(tx, input, planId);
  const titleOf = await titlesOf(tx, 'plans', [input.plan]);
  const saved = await saveRecords(tx, 'plan_versions', [
    {
      common: input,
      values: {
        plan_id: planId,
        number,
        step: input.step,
        on_date: input.on_date,
        basis: input.basis ?? null,
      },
      entry: {
        path: `/plan/${input.plan}/versions`,
        title: titleOf(input.plan),
        summary: input.basis,
        dated: input.on_date,
        listed: false,
      },
    },
  ]);
  if (isNew) for (const { id } of saved) await freeze(tx, { version: id, plan: planId });
  return saved;
}

/** The number of a version: that of the one that stands, or the next one where the step may follow. */
async function placeOf(tx: Tx, { ref, plan, step }: PlanVersionInput, planId: number) {
  const { rows } = await sql<Standing>`
    select v.ref, v.number, v.step, p.ref as plan from plan_versions v join plans p on p.id = v.plan_id
    where v.plan_id = ${planId} or v.ref = ${ref} order by v.number`.execute(tx.db);
  const own = rows.find((row) => row.ref === ref);
  if (own) {
    if (own.step !== step || own.plan !== plan) throw versionFrozen(ref);
    return { number: own.number, isNew: false };
  }
  const last = rows.at(-1);
  if (!nextSteps[last?.step ?? 'draft'].includes(step)) throw stepOutOfOrder(plan, step);
  return { number: (last?.number ?? 0) + 1, isNew: true };
}

/** Keeps what the actions of a plan say now. */
async function freeze(tx: Tx, { version, plan }: { version: number; plan: number }): Promise<void> {
  await sql`insert into plan_version_actions (plan_version_id, action_id, fields)
    select ${version}, a.id, ${frozenFields} from actions a
    where a.plan_id = ${plan} and a.archived_at is null and a.published_at is not null`.execute(tx.db);
}
