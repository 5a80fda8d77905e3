import type { CellProblem, ReadCell, SheetColumn } from '#features/workbooks/schema.ts';
import { isPartialDate } from '#lib/dates.ts';
import { isText, rowCount, type FormField, type Typed } from '#lib/forms/fields.ts';
import { namedIn } from '#lib/forms/naming.ts';
import { dateIn, latinDigits } from '#lib/forms/written-dates.ts';
import { inBoth } from '#lib/i18n/in-both.ts';
import { langs, type Lang } from '#lib/i18n/lang.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import { cleanLine, cleanText } from '#lib/i18n/text.ts';

/** The value of a cell as a program gives it. */
export type Value = string | number | boolean | Date | null;

/** Between the parts of a row that a record owns. */
export const between = ' | ';

export type RowsField = FormField & { kind: 'rows' };
type ChoiceField = FormField & { kind: 'choice' };
type ChoicesField = FormField & { kind: 'choices' };

/** Rows that a record owns stand in one cell, a line for each, as long as none of their parts is a text in two languages. */
const isFlat = (field: RowsField) => !field.row.some(isText);

/** The columns of the sheet of a form. */
export function columnsOf(fields: readonly FormField[]): SheetColumn[] {
  return fields.flatMap((field): SheetColumn[] => {
    if (isText(field)) return langs.map((lang) => ({ key: `${field.name}.${lang}`, field, lang }));
    if (field.kind === 'rows' && !isFlat(field)) return [];
    return [{ key: field.name, field, lang: null }];
  });
}

/** Fields a sheet leaves out: they are filled in on the page of the record. */
export const leftOut = (fields: readonly FormField[]): FormField[] =>
  fields.filter((field) => field.kind === 'rows' && !isFlat(field));

/** The header of a column, in both languages unless told; a text says which language its column is in. */
export function headerOf({ field, lang }: SheetColumn, spoken: readonly Lang[] = langs): string {
  const name = [...new Set(spoken.map((one) => sayIn(one)(field.label)))].join(' · ');
  return lang === null ? name : `${name} (${lang === 'en' ? 'English' : 'বাংলা'})`;
}

/** The word for what stands in a cell that holds a code. */
export function codeLabel(fields: readonly FormField[], key: string, value: string): MessageKey | null {
  const field = fields.find(({ name }) => name === key);
  if (field?.kind === 'yes') return value === 'yes' ? 'form_yes' : 'form_no';
  const found = field?.kind === 'choice' && field.choices.find((choice) => choice.value === value);
  return found ? found.label : null;
}

/** The name a record has in a cell: with its reference, which makes it the one. */
export type NameOf = (kind: string, ref: string) => string;

/** What stands in the cell of a column, from what its form shows. */
export function cellOf({ key, field }: SheetColumn, typed: Typed, nameOf: NameOf): Value {
  if (field.kind === 'rows') return rowsOut(field, typed, nameOf);
  if (field.kind === 'choices') return chosenOut(field, typed);
  return valueOut(field, typed[key] ?? '', nameOf);
}

function valueOut(field: FormField, text: string, nameOf: NameOf): Value {
  if (text === '') return null;
  if (field.kind === 'number' || field.kind === 'decimal') {
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
  }
  if (field.kind === 'yes') return inBoth(text === 'yes' ? 'form_yes' : 'form_no');
  if (field.kind === 'choice') return choiceOut(field, text);
  if (field.kind === 'reference') return nameOf(field.of, text);
  return text;
}

function choiceOut({ choices }: ChoiceField, code: string): string {
  const found = choices.find(({ value }) => value === code);
  return found ? inBoth(found.label) : code;
}

const chosenOut = ({ choices, name }: ChoicesField, typed: Typed): string | null =>
  choices
    .filter(({ value }) => typed[`${name}.${value}`] === 'yes')
    .map(({ label }) => inBoth(label))
    .join('; ') || null;

function rowsOut(field: RowsField, typed: Typed, nameOf: NameOf): string | null {
  const lines = Array.from({ length: rowCount(field, typed) }, (_, index) => {
    const cells = field.row.map((cell) => typed[`${field.name}.${String(index)}.${cell.name}`] ?? '');
    if (!cells[0]) return '';
    return field.row
      .map((cell, at) => String(valueOut(cell, cells[at] ?? '', nameOf) ?? ''))
      .join(between)
      .replace(/(?: \|)*\s*$/u, '');
  });
  return lines.filter(Boolean).join('\n') || null;
}

/** The drop-down of a column: what may be chosen, in both languages; a kind of record stands for its own list. */
export function listOf({ field }: SheetColumn): { values: string[] } | { kind: string } | null {
  if (field.kind === 'choice') return { values: field.choices.map(({ label }) => inBoth(label)) };
  if (field.kind === 'yes') return { values: [inBoth('form_yes'), inBoth('form_no')] };
  return field.kind === 'reference' ? { kind: field.of } : null;
}

/** A cell that cannot be read. */
export const problem = (message: MessageKey, values?: CellProblem['values']): ReadCell => ({
  problem: { message, ...(values && { values }) },
});

/** What a cell says, as a form would have it: codes for words, dates and numbers as the form writes them. */
export function readCell({ field }: SheetColumn, value: Value): ReadCell {
  if (field.kind === 'rows') return rowsIn(field, textOf(value));
  if (field.kind === 'choices') return chosenIn(field, textOf(value));
  return valueIn(field, value);
}

/** A value as text: a date as its day, a number in Latin digits. */
export function textOf(value: Value): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' ? cleanText(value) : String(value);
}

/** How a cell of each kind of field is read; any other is text. */
function valueIn(field: FormField, value: Value): ReadCell {
  const text = textOf(value);
  if (isText(field)) return { text };
  if (field.kind === 'lines') return { text: text.split('\n').map(cleanLine).filter(Boolean).join('\n') };
  const line = cleanLine(text);
  if (line === '') return { text: '' };
  if (field.kind === 'yes') return yesIn(line);
  if (field.kind === 'date') return dateOf(value, line);
  if (field.kind === 'number' || field.kind === 'decimal') return numberOf(line);
  if (field.kind === 'choice') return choiceIn(field, line);
  return { text: field.kind === 'reference' ? namedIn(line) : line };
}

/** A text as names and words are compared. */
export const folded = (text: string) => cleanLine(text).normalize('NFC').toLowerCase();

/** The words of a message as they are compared: in each of the languages, and in both. */
const wordsOf = new Map<MessageKey, ReadonlySet<string>>();

/** Does a text, folded, say the word of a message? */
function says(text: string, label: MessageKey): boolean {
  const words =
    wordsOf.get(label) ?? new Set([inBoth(label), ...langs.map((lang) => sayIn(lang)(label))].map(folded));
  wordsOf.set(label, words);
  return words.has(text);
}

function yesIn(line: string): ReadCell {
  const word = folded(line);
  if (says(word, 'form_yes') || ['true', 'yes', '1', '১'].includes(word)) return { text: 'yes' };
  if (says(word, 'form_no') || ['false', 'no', '0', '০'].includes(word)) return { text: '' };
  return problem('workbook_not_yes', { text: line });
}

/** A day counted from the end of 1899, as spreadsheets keep days; a year is a smaller number. */
const serialDays = { first: 20_000, last: 80_000, base: Date.UTC(1899, 11, 30) };

function dateOf(value: Value, line: string): ReadCell {
  const number = typeof value === 'number' ? value : Number.NaN;
  if (number >= serialDays.first && number <= serialDays.last)
    return { text: new Date(serialDays.base + Math.floor(number) * 86_400_000).toISOString().slice(0, 10) };
  const date = dateIn(line);
  return date !== undefined && isPartialDate(date) ? { text: date } : problem('form_error_date');
}

function numberOf(line: string): ReadCell {
  const text = latinDigits(line).replace(/(?<=\d)[, ](?=\d)/gu, '');
  return Number.isFinite(Number(text)) ? { text: String(Number(text)) } : problem('form_error_decimal');
}

function choiceIn({ choices }: ChoiceField, line: string): ReadCell {
  const word = folded(line);
  const found = choices.find(({ value, label }) => folded(value) === word || says(word, label));
  return found ? { text: found.value } : problem('workbook_not_choice', { text: line });
}

function chosenIn({ choices }: ChoicesField, text: string): ReadCell {
  const codes: string[] = [];
  for (const part of text.split(/[;\n]/u).map(cleanLine).filter(Boolean)) {
    const word = folded(part);
    const found = choices.find(({ value, label }) => folded(value) === word || says(word, label));
    if (!found) return problem('workbook_not_choice', { text: part });
    codes.push(found.value);
  }
  return {
    text: choices
      .map(({ value }) => value)
      .filter((value) => codes.includes(value))
      .join(';'),
  };
}

/** Lines of rows as codes and references, each line's parts joined alike: what can be compared with what stands. */
function rowsIn({ row }: RowsField, text: string): ReadCell {
  const lines: string[] = [];
  for (const line of text.split('\n').map(cleanLine).filter(Boolean)) {
    const parts = line.split('|').map(cleanLine);
    if (parts.length > row.length) return problem('workbook_too_many_parts', { line, most: row.length });
    const read = row.map((cell, at) => valueIn(cell, parts[at] ?? ''));
    const bad = read.find((one) => 'problem' in one);
    if (bad) return bad;
    lines.push(read.map((one) => ('text' in one ? one.text : '')).join(between));
  }
  return { text: lines.join('\n') };
}

/** What a column says of a record as its form shows it, written as `readCell` writes it. */
export function standingText(column: SheetColumn, typed: Typed): string {
  const read = readCell(
    column,
    cellOf(column, typed, (_, ref) => ref),
  );
  return 'text' in read ? read.text : '';
}

/** A form as the record stands, with what the cells of a file say put in. */
export function withCells(
  columns: readonly SheetColumn[],
  typed: Typed,
  texts: ReadonlyMap<string, string>,
): Typed {
  let result = typed;
  for (const { key, field } of columns) {
    const text = texts.get(key);
    if (text !== undefined) result = { ...without(result, field, key), ...controlsFrom(field, key, text) };
  }
  return result;
}

/** Rows that stood are taken out as a whole: there may be fewer of them. */
function without(typed: Typed, field: FormField, key: string): Typed {
  if (field.kind !== 'rows') return typed;
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith(`${key}.`)));
}

function controlsFrom(field: FormField, key: string, text: string): Typed {
  if (field.kind === 'choices') {
    const codes = text.split(';');
    return {
      [`${key}.asked`]: 'yes',
      ...Object.fromEntries(
        field.choices.map(({ value }) => [`${key}.${value}`, codes.includes(value) ? 'yes' : '']),
      ),
    };
  }
  if (field.kind !== 'rows') return { [key]: text };
  const lines = text.split('\n').filter(Boolean);
  return Object.fromEntries(
    lines.flatMap((line, index) =>
      line
        .split(between)
        .map((part, at) => [`${key}.${String(index)}.${field.row[at]?.name ?? ''}`, part] as const),
    ),
  );
}

/** What a person decided about the rows of one page: which are taken, and which of two values shall stand. */
export type Decisions = {
  shown: number[];
  taken: Set<number>;
  /** By row and key of the cell: "12 title.en". */
  choices: Map<string, 'mine' | 'theirs'>;
};

/** Reads `shown.<row>`, `take.<row>` and `keep.<row>.<key>` of a form; anything else that was sent is left out. */
export function decisionsIn(sent: ReadonlyMap<string, string>): Decisions {
  const decisions: Decisions = { shown: [], taken: new Set(), choices: new Map() };
  for (const [name, value] of sent) {
    const {
      what,
      row: digits,
      key,
    } = /^(?<what>shown|take|keep)\.(?<row>\d{1,6})(?:\.(?<key>.{1,80}))?$/u.exec(name)?.groups ?? {};
    const row = Number(digits);
    if (what === 'shown') decisions.shown.push(row);
    if (what === 'take') decisions.taken.add(row);
    if (what === 'keep' && key !== undefined && (value === 'mine' || value === 'theirs'))
      decisions.choices.set(`${String(row)} ${key}`, value);
  }
  return decisions;
}
