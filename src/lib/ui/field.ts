import type { FormProblem } from '#lib/forms/answer.ts';
import type { Say } from '#lib/i18n/messages.ts';

/** What every form control takes. Texts are given in the reader's language. */
export type FieldProps = {
  /** Name in the submitted form. */
  name: string;
  label: string;
  /** One line under the label that says what to type. */
  hint?: string;
  /** What is wrong with what was typed. */
  error?: string;
  /** Needed only where two forms of a page share a name. */
  id?: string;
  /** Says "(optional)" after the label. */
  optional?: boolean;
};

/** Attributes that tie a control to its label, hint and error. */
export type ControlProps = {
  id: string;
  name: string;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
};

/** What is wrong with a field, in the reader's words; undefined where nothing is. */
export function wordsAt(
  problems: readonly FormProblem[] | undefined,
  name: string,
  say: Say,
): string | undefined {
  const found = problems?.find(({ field }) => field === name);
  return found && say(found.key, found.values);
}

/** The id a control has in the page, apart from the ids of headings and records. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

/** The id of the list of names that controls for a kind of record suggest. */
export function suggestionsId(kind: string): string {
  return `names-${kind}`;
}

/** The attributes of the control that belongs to a field. */
export function controlProps({ name, id = fieldId(name), hint, error }: FieldProps): ControlProps {
  const notes = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    id,
    name,
    ...(notes ? { 'aria-describedby': notes } : {}),
    ...(error ? { 'aria-invalid': 'true' as const } : {}),
  };
}
