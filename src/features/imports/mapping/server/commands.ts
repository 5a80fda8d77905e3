import { FormRefused } from '#features/desk/errors.ts';
import { targetsOf, keyTarget } from '#features/imports/mapping/rules.ts';
import {
  columnControl,
  fixedFields,
  repeatedColumns,
  sentMapping,
  sheetInput,
  wordControl,
} from '#features/imports/mapping/schema.ts';
import * as imports from '#features/imports/server/commands.ts';
import { open, rawTable, suggestedSettings, wordsIn, type Word } from '#features/imports/server/queries.ts';
import { resolve } from '#features/desk/naming/server/queries.ts';
import { forms } from '#features/desk/schema.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** Another sheet or number of header rows: fields are suggested anew. Throws refused, notFound. */
export async function readAs(tx: Tx, id: string, sent: ReadonlyMap<string, string>): Promise<void> {
  const opened = await open(tx, id);
  const asked = sheetInput.parse(Object.fromEntries(sent));
  const { legacy } = opened.settings;
  const settings = suggestedSettings(opened.noun, opened.sheets, asked);
  await imports.decide(tx, id, { ...settings, ...(legacy && { legacy }) });
}

/** Says which field each column goes to and what words mean. Throws refused, notFound, FormRefused. */
export async function map(tx: Tx, id: string, sent: ReadonlyMap<string, string>): Promise<void> {
  const opened = await open(tx, id);
  const { fields } = forms[opened.noun];
  const table = rawTable(opened);
  const words = await wordsIn(tx, opened);
  const ids = new Set([keyTarget, ...targetsOf(fields).map((target) => target.id)]);
  const given = sentMapping(sent, { headers: table.headers, ids, fields, words: words.length });
  const columns = repeatedColumns(table.headers, given.columns).map((at): FieldProblem => ({
    ...{ control: columnControl(at), label: 'imports_column', message: 'imports_column_repeated' },
  }));
  const meant = await meanings(tx, words, given.words);
  const fixed = await resolve(tx, fixedFields(fields), given.fixed);
  const problems = [...columns, ...meant.problems, ...fixed.problems];
  if (problems.length > 0) throw new FormRefused(problems);
  const legacy = given.legacy ?? opened.settings.legacy;
  const values = { ...opened.settings.values };
  for (const [at, { target, word }] of words.entries())
    values[target.id] = { ...values[target.id], [word]: meant.typed[wordControl(at)] ?? '' };
  const settings = { ...opened.settings, columns: given.columns, fixed: fixed.typed, values };
  await imports.decide(tx, id, { ...settings, ...(legacy && { legacy }) });
}

/** What was typed for the words that mean nothing by themselves, as codes and references. */
async function meanings(
  tx: Tx,
  words: readonly Word[],
  typed: readonly string[],
): Promise<{ typed: Typed; problems: FieldProblem[] }> {
  const fields = words.map(({ target: { field } }, at): FormField => {
    const cell = field.kind === 'rows' ? (field.row[0] ?? field) : field;
    return { ...cell, name: wordControl(at) };
  });
  const sent = Object.fromEntries(typed.map((text, at) => [wordControl(at), text]));
  return resolve(tx, fields, sent);
}
