import type { Lang } from '#lib/i18n/lang.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import type { FormField, Typed } from './fields.ts';
import type { FieldProblem } from './problems.ts';

/** Up to so many records are offered as a list to pick from; of more, the name is typed, with suggestions. */
export const mostListed = 25;
const mostCharacters = 80;

/** A record as it is suggested and shown in a form: what it is called, and the reference that makes it the one. */
export function suggestion({ ref, title }: { ref: string; title: Translated }, lang: Lang): string {
  const name = textIn(title, lang);
  const short = name.length > mostCharacters ? `${name.slice(0, mostCharacters).trimEnd()}…` : name;
  return `${short} [${ref}]`;
}

/** What stands in a control for a record: the reference inside a suggestion, else the text as it was typed. */
export function namedIn(text: string): string {
  const line = cleanLine(text);
  return /\[([^[\]\s]+)\]$/u.exec(line)?.[1] ?? line;
}

/** A control that names a record, with the kind of record it names. */
export type Naming = { control: string; of: string; label: FormField['label'] };

/** The controls that name records, rows included, as far as something was typed into them. */
export function namingsIn(fields: readonly FormField[], typed: Typed): Naming[] {
  const written = Object.keys(typed).filter((name) => cleanLine(typed[name] ?? '') !== '');
  return fields.flatMap((field): Naming[] => {
    if (field.kind === 'reference' && written.includes(field.name))
      return [{ control: field.name, of: field.of, label: field.label }];
    if (field.kind !== 'rows') return [];
    return field.row.flatMap((cell) => {
      if (cell.kind !== 'reference') return [];
      const own = new RegExp(String.raw`^${field.name}\.\d+\.${cell.name}$`, 'u');
      return written
        .filter((name) => own.test(name))
        .map((control) => ({ control, of: cell.of, label: cell.label }));
    });
  });
}

/** The kinds of record the fields of a form may name. */
export function kindsNamed(fields: readonly FormField[]): string[] {
  const kinds = fields.flatMap((field) =>
    field.kind === 'reference' ? [field.of] : field.kind === 'rows' ? kindsNamed(field.row) : [],
  );
  return [...new Set(kinds)];
}

/** A record that a text may mean. */
export type Candidate = { ref: string; title: Translated };

/**
 * What was typed with references in the place of names. `found` gives the records a text may mean, the only one where
 * it is a reference. A text that means no record or several stays as it was typed, and is a problem of its control.
 */
export function withReferences(
  namings: readonly Naming[],
  typed: Typed,
  found: (of: string, text: string) => readonly Candidate[],
): { typed: Typed; problems: FieldProblem[] } {
  const refs: Typed = {};
  const problems: FieldProblem[] = [];
  for (const { control, of, label } of namings) {
    const meant = found(of, namedIn(typed[control] ?? ''));
    const [only] = meant;
    if (only && meant.length === 1) refs[control] = only.ref;
    else if (only) {
      const values = { names: meant.map((one) => suggestion(one, one.title.source)).join('; ') };
      problems.push({ control, message: 'form_error_several', values, label });
    } else problems.push({ control, message: 'form_error_unknown', label });
  }
  return { typed: { ...typed, ...refs }, problems };
}
