import { merged } from '#features/rounds/progress-reports/rules.ts';
import { reportFields, reportInput } from '#features/rounds/progress-reports/schema.ts';
import { save } from '#features/rounds/progress-reports/server/commands.ts';
import { get, inputOfReport } from '#features/rounds/progress-reports/server/queries.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { periodProblems, problemsIn, type FieldProblem } from '#lib/forms/problems.ts';
import { inputOf } from '#lib/forms/values.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';

/**
 * Saves what was typed into the open fields of a report; what is not open stays, whatever was sent. Gives what is wrong
 * with fields, and saves nothing then. Throws as `save`.
 */
export async function saveTyped(
  tx: Tx,
  ref: string,
  { typed, version }: { typed: Typed; version: number },
): Promise<FieldProblem[]> {
  await takeTurn(tx);
  const { open } = await get(tx, ref);
  const standing = await inputOfReport(tx, ref);
  const input = { ...standing, ...inputOf(reportFields, typed, standing) };
  const checked = reportInput.safeParse(input);
  if (!checked.success) return problemsIn(reportFields, checked.error, input);
  const problems = periodProblems(reportFields, checked.data);
  if (problems.length > 0) return problems;
  await save(tx, ref, merged(standing, checked.data, open), version);
  return [];
}
