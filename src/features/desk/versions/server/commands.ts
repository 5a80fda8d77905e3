import { newInput } from '#features/desk/keeping/server/commands.ts';
import { mayKeep } from '#features/desk/server/queries.ts';
import { nextSteps, stageOf } from '#features/plans/versions/rules.ts';
import { planVersionFields, planVersionInput } from '#features/plans/versions/schema.ts';
import * as versions from '#features/plans/versions/server/commands.ts';
import { versions as listOf } from '#features/plans/versions/server/queries.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';

/** The form of the next version of a plan: only the steps that may follow are offered; none after the plan was closed. */
export async function nextFields(tx: Tx, plan: string): Promise<FormField[]> {
  mayKeep(tx);
  const steps: readonly string[] = nextSteps[stageOf(await listOf(tx, plan))];
  if (steps.length === 0) return [];
  return planVersionFields.map((field) =>
    field.kind === 'choice'
      ? { ...field, choices: field.choices.filter(({ value }) => steps.includes(value)) }
      : field,
  );
}

/** Records the next version of a plan as its form says. Throws refused, FormRefused, stepOutOfOrder. */
export async function add(tx: Tx, plan: string, typed: Typed): Promise<void> {
  mayKeep(tx);
  await takeTurn(tx);
  const number = (await listOf(tx, plan)).length + 1;
  const sheet = {
    kind: 'plan_versions' as const,
    fields: planVersionFields,
    all: planVersionFields,
    schema: planVersionInput,
  };
  const given = { ref: `${plan}-v${String(number)}`.slice(-80), plan };
  const input = planVersionInput.parse(await newInput(tx, sheet, { typed, given }));
  await versions.save(tx, [{ ...input, expected: 0 }]);
}
