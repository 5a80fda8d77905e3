import { FormRefused } from '#features/desk/errors.ts';
import { mergingFields } from '#features/desk/merging/schema.ts';
import { resolve } from '#features/desk/naming/server/queries.ts';
import { mayKeep } from '#features/desk/server/queries.ts';
import { merge } from '#features/organisations/merging/server/commands.ts';
import type { Typed } from '#lib/forms/fields.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/**
 * Merges a duplicate as its form says; gives the reference of the organisation that stays. While nobody `isSure` the form
 * is checked and nothing else. Throws as merge, FormRefused.
 */
export async function mergeFrom(tx: Tx, duplicate: string, sent: Typed, isSure: boolean): Promise<string> {
  mayKeep(tx);
  const { typed, problems } = await resolve(tx, mergingFields, sent);
  const missing = mergingFields
    .filter(({ name }) => cleanLine(typed[name] ?? '') === '')
    .map(({ name, label }): FieldProblem => ({ control: name, message: 'form_error_missing', label }));
  if (problems.length + missing.length > 0) throw new FormRefused([...problems, ...missing]);
  const kept = typed['kept'] ?? '';
  if (isSure) await merge(tx, { duplicate, kept, reason: cleanLine(typed['reason'] ?? '').slice(0, 400) });
  return kept;
}
