import { toUnicode } from '#lib/i18n/bijoy/conversion.ts';
import { looksLikeBijoy } from '#lib/i18n/bijoy/recognition.ts';
import { decisionOn, isText, rowCount, type FormField, type Typed } from './fields.ts';
import type { FieldProblem } from './problems.ts';

/** Says that a text looks like Bijoy: its values are the text as it was typed, and in Unicode. */
const legacyMessage = 'form_error_legacy';

type Written = { control: string; label: FormField['label'] };

/** The controls into which text of one's own is typed. */
function writtenIn(fields: readonly FormField[], typed: Typed, prefix = ''): Written[] {
  return fields.flatMap((field): Written[] => {
    const { label } = field;
    const name = prefix + field.name;
    if (isText(field)) return [`${name}.en`, `${name}.bn`].map((control) => ({ control, label }));
    if (field.kind === 'line' || field.kind === 'lines') return [{ control: name, label }];
    if (field.kind !== 'rows') return [];
    const rows = Array.from({ length: rowCount(field, typed) }, (_, at) => `${name}.${String(at)}.`);
    return rows.flatMap((row) => writtenIn(field.row, typed, row));
  });
}

/**
 * Texts that look like Bijoy and about which nothing was decided; what `stands` already was decided before. Nothing is
 * changed for a person: each is a problem that shows it before and after.
 */
export function legacyProblems(
  fields: readonly FormField[],
  typed: Typed,
  stands: Typed = {},
): FieldProblem[] {
  return writtenIn(fields, typed).flatMap(({ control, label }): FieldProblem[] => {
    const before = typed[control] ?? '';
    const isDecided = typed[decisionOn(control)] === 'typed' || before === stands[control];
    if (isDecided || !looksLikeBijoy(before)) return [];
    return [{ control, label, message: legacyMessage, values: { before, after: toUnicode(before) } }];
  });
}

/**
 * What was typed, in Unicode where the person chose that. Bangla typed into the English field goes to the Bangla one
 * where that is empty.
 */
export function withUnicode(fields: readonly FormField[], typed: Typed): Typed {
  const result = { ...typed };
  for (const { control } of writtenIn(fields, typed)) {
    const text = typed[control] ?? '';
    if (typed[decisionOn(control)] !== 'unicode' || !looksLikeBijoy(text)) continue;
    const name = control.replace(/\.en$/u, '');
    const isMoved = name !== control && !result[`${name}.bn`];
    result[control] = isMoved ? '' : toUnicode(text);
    if (isMoved) Object.assign(result, { [`${name}.bn`]: toUnicode(text), [`${name}.source`]: 'bn' });
  }
  return result;
}
