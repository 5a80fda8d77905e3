import { FormRefused } from '#features/desk/errors.ts';
import type { Sent } from '#features/desk/keeping/schema.ts';
import { clashOf, openSheet, type Sheet } from '#features/desk/keeping/server/queries.ts';
import { resolve } from '#features/desk/naming/server/queries.ts';
import { choicePrefix, resolved } from '#lib/forms/clash.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { legacyProblems } from '#lib/forms/legacy.ts';
import {
  itselfProblems,
  periodProblems,
  problemsIn,
  repeatProblems,
  type FieldProblem,
} from '#lib/forms/problems.ts';
import { inputOf, typedOf } from '#lib/forms/values.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';

type Input = Record<string, unknown>;
/** Rules of a kind that its schema does not know. */
export type More = (input: Input) => FieldProblem[];

/**
 * An input for a new record, checked. `given` is what the form does not ask, and what it began with: a text that was left
 * as it was is trusted as before. Throws FormRefused.
 */
export async function newInput(
  tx: Tx,
  sheet: Sheet,
  { typed: sent, given, more }: { typed: Typed; given: Input; more?: More },
): Promise<Input> {
  const { typed, problems } = await resolve(tx, sheet.fields, sent);
  const all = [...problems, ...legacyProblems(sheet.fields, typed)];
  return checked(sheet, { ...given, ...inputOf(sheet.fields, typed, given) }, { problems: all, more });
}

/**
 * The input of a record as its form changes it: what the form does not show stays as it stands. Throws notFound,
 * FormRefused, also where two values wait to be chosen between.
 */
export async function changedInput(
  tx: Tx,
  sheet: Sheet,
  ref: string,
  { sent, more }: { sent: Sent; more?: More },
): Promise<Input> {
  await takeTurn(tx);
  const named = await resolve(tx, sheet.fields, sent.typed);
  const { input: standing } = await openSheet(tx, sheet, ref);
  if (sent.base !== undefined && sent.base < sent.version) await refuseUndecided(tx, sheet, ref, sent);
  const stands = typedOf(sheet.fields, standing);
  const typed = resolved(sheet.fields, { typed: named.typed, stands }, sent.choices ?? new Map());
  const problems = [
    ...named.problems.filter(({ control }) => typed[control] === named.typed[control]),
    ...legacyProblems(sheet.fields, typed, stands),
    ...itselfProblems(sheet.fields, inputOf(sheet.fields, typed), { of: sheet.kind, ref }),
  ];
  const input = { ...standing, ...inputOf(sheet.fields, typed, standing), ref };
  return { ...checked(sheet, input, { problems, more }), expected: sent.version };
}

/** An input that its schema and the rules of every form let through. Throws FormRefused. */
export function checked(
  { fields, schema }: Sheet,
  input: Input,
  { problems = [], more }: { problems?: readonly FieldProblem[]; more?: More | undefined } = {},
): Input {
  const result = schema.safeParse(input);
  const own = result.success
    ? [...periodProblems(fields, input), ...repeatProblems(fields, input), ...(more?.(input) ?? [])]
    : problemsIn(fields, result.error, input);
  const all = [...problems, ...own];
  const first = all.filter(({ control }, at) => all.findIndex((one) => one.control === control) === at);
  if (!result.success || first.length > 0) throw new FormRefused(first);
  return result.data as Input;
}

/** Where somebody else changed a field, a person says which value shall stand: nothing is chosen for them. */
async function refuseUndecided(tx: Tx, sheet: Sheet, ref: string, sent: Sent): Promise<void> {
  const form = { typed: sent.typed, version: sent.base ?? sent.version };
  const { differences } = await clashOf(tx, sheet, ref, form);
  const undecided = differences.filter(({ field, touched }) => {
    const choice = sent.choices?.get(choicePrefix + field.name);
    return touched !== 'mine' && choice !== 'mine' && choice !== 'theirs';
  });
  if (undecided.length === 0) return;
  throw new FormRefused(
    undecided.map(({ field }) => ({
      control: choicePrefix + field.name,
      message: 'form_error_keep',
      label: field.label,
    })),
  );
}
