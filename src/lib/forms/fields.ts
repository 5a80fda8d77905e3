import type { Length } from '#lib/i18n/length.ts';
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
  /** How long a text should be: counted while it is written, never refused. */
  length?: Length;
  /** A date that the form asks for as the last one, where the record has the first one after it. */
  isLast?: boolean;
} & (
  | { kind: 'line' | 'lines' | 'date' | 'time' | 'number' | 'decimal' | 'web' | 'yes' | 'text' | 'passage' }
  | { kind: 'choice'; choices: { value: string; label: MessageKey }[] }
  /** Any number of them; each has a control of its own, named after it. */
  | { kind: 'choices'; choices: { value: string; label: MessageKey }[] }
  /** Another record, by its reference; `of` is its kind. */
  | { kind: 'reference'; of: string }
  /** Rows the record owns; a row whose first field is empty is none. `once` names the cells that together are unique. */
  | { kind: 'rows'; row: FormField[]; once?: string[] }
);

export type FieldKind = FormField['kind'];

/** What was typed, by the name of the control: `name.en`, `holders.0.person`. */
export type Typed = Record<string, string>;

/** Empty rows after those that stand, to be filled in. */
export const spareRows = 2;
const mostRows = 60;
/** Longer than any text the schemas take: what is cut here is refused there. */
const mostCharacters = 50_000;

/** Says that choices were asked, so that none chosen is told from none asked: an empty box is not sent. */
export const askedOf = (name: string) => `${name}.asked`;

/** By this control a person says whether a text that looks like Bijoy is taken as Unicode or kept as typed. */
export const decisionOn = (control: string) => `legacy.${control}`;

/** A text in both languages. */
export const isText = (field: FormField) => field.kind === 'text' || field.kind === 'passage';

/** The controls of a field: a text has one for each language and one for its source, choices one for each. */
export function controlsOf(field: FormField, prefix = ''): string[] {
  const name = prefix + field.name;
  if (isText(field)) return ['source', 'en', 'bn'].map((part) => `${name}.${part}`);
  if (field.kind === 'choices')
    return [askedOf(name), ...field.choices.map(({ value }) => `${name}.${value}`)];
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

/** All controls a form can have, rows included. */
function controlsIn(fields: readonly FormField[]): string[] {
  return fields.flatMap((field) => {
    if (field.kind !== 'rows') return controlsOf(field);
    const rows = Array.from({ length: mostRows }, (_, index) => `${field.name}.${String(index)}.`);
    return rows.flatMap((row) => field.row.flatMap((cell) => controlsOf(cell, row)));
  });
}

/**
 * What was typed into the controls of these fields, and what was decided on texts among them; anything else that was sent
 * is left out.
 */
export function typedIn(fields: readonly FormField[], sent: ReadonlyMap<string, string>): Typed {
  return Object.fromEntries(
    controlsIn(fields)
      .flatMap((name) => [name, decisionOn(name)])
      .flatMap((name) => {
        const value = sent.get(name);
        return value === undefined ? [] : [[name, value.slice(0, mostCharacters)]];
      }),
  );
}

/** The texts that were sent; files are left out. */
export function sentIn(data: FormData): Map<string, string> {
  return new Map([...data].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
