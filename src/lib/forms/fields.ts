import type { MessageKey } from '#lib/i18n/messages.ts';

/** One field of a record's form. The form reads these names and no others, whatever is sent. */
export type FormField = {
  /** Name in the input of the record (its schema) and, for texts and rows, the first part of the control's name. */
  name: string;
  /** Column or table of the record where it stands, as the history names it; by default the name. */
  column?: string;
  label: MessageKey;
  hint?: MessageKey;
  optional?: boolean;
} & (
  | { kind: 'line' | 'lines' | 'date' | 'number' | 'web' | 'yes' | 'text' | 'passage' }
  | { kind: 'choice'; choices: { value: string; label: MessageKey }[] }
  /** Another record, by its reference; `of` is its kind. */
  | { kind: 'reference'; of: string }
  /** Rows the record owns; a row whose first field is empty is none. */
  | { kind: 'rows'; row: FormField[] }
);

export type FieldKind = FormField['kind'];

/** What was typed, by the name of the control: `name.en`, `holders.0.person`. */
export type Typed = Record<string, string>;

/** Empty rows after those that stand, to be filled in. */
export const spareRows = 2;
const mostRows = 60;

/** The controls of a field: a text has one for each language and one for its source. */
export function controlsOf(field: FormField, prefix = ''): string[] {
  const name = prefix + field.name;
  if (field.kind === 'text' || field.kind === 'passage')
    return ['source', 'en', 'bn'].map((part) => `${name}.${part}`);
  return [name];
}

/** How many rows a form has: those that something was typed into, and the spare ones. */
export function rowCount(field: FormField, typed: Typed): number {
  const last = Object.entries(typed)
    .filter(([name, value]) => name.startsWith(`${field.name}.`) && value !== '')
    .map(([name]) => Number(name.split('.')[1]))
    .filter((index) => Number.isInteger(index) && index >= 0 && index < mostRows);
  return Math.min(mostRows, Math.max(-1, ...last) + 1 + spareRows);
}

/** What was typed into the controls of these fields; anything else that was sent is left out. */
export function typedIn(fields: readonly FormField[], sent: ReadonlyMap<string, string>): Typed {
  const typed: Typed = {};
  const take = (name: string) => {
    const value = sent.get(name);
    if (value !== undefined) typed[name] = value.slice(0, 50_000);
  };
  for (const field of fields) {
    if (field.kind !== 'rows') for (const name of controlsOf(field)) take(name);
    else
      for (let index = 0; index < mostRows; index += 1)
        for (const cell of field.row)
          for (const name of controlsOf(cell, `${field.name}.${String(index)}.`)) take(name);
  }
  return typed;
}

/** The texts that were sent; files are left out. */
export function sentIn(data: FormData): Map<string, string> {
  return new Map([...data].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
