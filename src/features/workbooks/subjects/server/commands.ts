import { fieldLocked, locked } from '#features/rounds/progress-reports/errors.ts';
import { FormRefused } from '#features/desk/errors.ts';
import { reportFields } from '#features/rounds/progress-reports/schema.ts';
import { submit } from '#features/rounds/progress-reports/server/commands.ts';
import { get, inputOfReport } from '#features/rounds/progress-reports/server/queries.ts';
import { saveTyped } from '#features/rounds/writing/server/commands.ts';
import { handInField } from '#features/workbooks/subjects/schema.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { typedOf } from '#lib/forms/values.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/**
 * Saves a progress report as a row of a workbook says, and hands it in where the row says so; `changed` names the fields
 * it changes. Throws FormRefused, `report.locked`, `report.field_locked`, and what saving and handing in throw.
 */
export async function saveReport(
  tx: Tx,
  ref: string,
  { typed, version, changed }: { typed: Typed; version: number; changed: readonly string[] },
): Promise<void> {
  await refuseLocked(tx, ref, changed);
  const { [handInField.name]: handIn, ...said } = typed;
  const stands = typedOf(reportFields, await inputOfReport(tx, ref));
  const problems = await saveTyped(tx, ref, { typed: withRemarks(said, stands), version });
  if (problems.length > 0) throw new FormRefused(problems);
  if (handIn === 'yes') await submit(tx, ref);
}

/** Nothing of a file is dropped without a word: a field that is not open today refuses its row. */
async function refuseLocked(tx: Tx, ref: string, changed: readonly string[]): Promise<void> {
  const { open } = await get(tx, ref);
  const said = reportFields.filter(({ name }) => changed.includes(name));
  if (said.length === 0) return;
  if (open.length === 0) throw locked();
  if (!said.every(({ name }) => open.some((one) => one === '*' || one === name))) throw fieldLocked();
}

/** Remarks to values are no columns: a value that keeps its number keeps them. */
function withRemarks(typed: Typed, stands: Typed): Typed {
  const numberOf = (form: Typed) =>
    Object.entries(form).filter(([name, value]) => /^values\.\d+\.number$/u.test(name) && value !== '');
  const before = new Map(
    numberOf(stands).map(([name, number]) => [number, name.replace(/number$/u, 'note')]),
  );
  const remarks = numberOf(typed).flatMap(([name, number]) => {
    const note = before.get(number);
    if (note === undefined) return [];
    return ['source', 'en', 'bn'].map(
      (part) => [`${name.replace(/number$/u, 'note')}.${part}`, stands[`${note}.${part}`] ?? ''] as const,
    );
  });
  return { ...typed, ...Object.fromEntries(remarks) };
}
