import { isPartialDate, unitAfter, unitBefore } from '#lib/dates.ts';
import { langs, type Lang } from '#lib/i18n/lang.ts';
import { cleanLine, cleanText } from '#lib/i18n/text.ts';
import type { Translated, TranslationStatus } from '#lib/translated.ts';
import { askedOf, isText, rowCount, type FieldKind, type FormField, type Typed } from './fields.ts';
import { dateIn, latinDigits } from './written-dates.ts';

type Values = Record<string, unknown>;

/**
 * What was typed as an input for the record's schema. `standing` is the input as the record stands, for what a form
 * does not ask: how far a translation can be trusted.
 */
export function inputOf(fields: readonly FormField[], typed: Typed, standing: Values = {}): Values {
  return Object.fromEntries(
    fields.map((field) => [field.name, valueOf(field, typed, field.name, standing[field.name])]),
  );
}

/** A number as people write it: digits of either script, grouped by commas or spaces or not at all. */
function numberIn(raw: string): number | undefined {
  const text = latinDigits(cleanLine(raw)).replace(/(?<=\d)[, ](?=\d)/gu, '');
  return text === '' ? undefined : Number(text);
}

/** A time of day as people write it: ৯.৩০, 9:30 or 09:30. */
function timeIn(raw: string): string | undefined {
  const text = latinDigits(cleanLine(raw)).replace('.', ':');
  return (/^\d:/u.test(text) ? `0${text}` : text) || undefined;
}

/** How the value of a control with one text is read. */
const readers: Partial<Record<FieldKind, (raw: string) => unknown>> = {
  lines: (raw) => raw.split('\n').map(cleanLine).filter(Boolean),
  yes: (raw) => raw === 'yes',
  number: numberIn,
  decimal: numberIn,
  time: timeIn,
  date: dateIn,
};

function valueOf(field: FormField, typed: Typed, name: string, standing: unknown): unknown {
  if (isText(field)) return textOf(typed, name, standing as Translated | undefined);
  if (field.kind === 'rows') return rowsOf(field.row, field, typed);
  if (field.kind === 'choices') return chosenOf(field, typed, name);
  const read = readers[field.kind] ?? ((raw: string) => cleanLine(raw) || undefined);
  const value = read(typed[name] ?? '');
  return field.isLast && typeof value === 'string' && isPartialDate(value) ? unitAfter(value) : value;
}

type ChoicesField = FormField & { kind: 'choices' };

/** What was chosen; undefined where it was not asked. */
function chosenOf({ choices }: ChoicesField, typed: Typed, name: string): string[] | undefined {
  if (typed[askedOf(name)] !== 'yes') return undefined;
  return choices.map(({ value }) => value).filter((value) => typed[`${name}.${value}`] === 'yes');
}

function typedChoices({ choices }: ChoicesField, values: readonly string[] | undefined, name: string): Typed {
  const chosen = choices.map(({ value }) => [`${name}.${value}`, values?.includes(value) ? 'yes' : '']);
  return { [askedOf(name)]: 'yes', ...(Object.fromEntries(chosen) as Typed) };
}

function rowsOf(row: FormField[], field: FormField, typed: Typed): Values[] {
  const count = rowCount(field, typed);
  return Array.from({ length: count }, (_, index) => {
    const cells = row.map((cell) => [
      cell.name,
      valueOf(cell, typed, `${field.name}.${String(index)}.${cell.name}`, undefined),
    ]);
    return Object.fromEntries(cells) as Values;
  }).filter((values) => values[row[0]?.name ?? ''] !== undefined);
}

/** A text in both languages. One that is empty in both is none. */
function textOf(typed: Typed, name: string, standing: Translated | undefined): unknown {
  const en = cleanText(typed[`${name}.en`] ?? '');
  const bn = cleanText(typed[`${name}.bn`] ?? '');
  if (!en && !bn) return undefined;
  const chosen = typed[`${name}.source`];
  const source = sourceOf(chosen, { en, bn });
  const text = { source, ...(en && { en }), ...(bn && { bn }) } as const;
  return { ...text, status: statusOf(text, standing) };
}

/** The language chosen; a text in one language only was written in that one, whatever stands beside it. */
function sourceOf(chosen: string | undefined, { en, bn }: Record<Lang, string>): Lang {
  if (en && bn && (chosen === 'en' || chosen === 'bn')) return chosen;
  return en ? 'en' : 'bn';
}

/** What was not touched is trusted as before; a translation of a text that changed is stale; a new one is unreviewed. */
function statusOf(
  text: Pick<Translated, 'source' | 'en' | 'bn'>,
  standing: Translated | undefined,
): Translated['status'] {
  const isSame = (lang: Lang) => standing?.[lang] === text[lang];
  const trust = (lang: Lang): TranslationStatus => {
    const before = isSame(lang) ? standing?.status[lang] : undefined;
    if (lang === text.source) return before === 'official' ? before : 'original';
    if (!before || before === 'original') return 'unreviewed';
    return isSame(text.source) ? before : 'stale';
  };
  return Object.fromEntries(langs.filter((lang) => text[lang]).map((lang) => [lang, trust(lang)]));
}

/** The input of a record as its form shows it. */
export function typedOf(fields: readonly FormField[], input: Values): Typed {
  return Object.assign(
    {},
    ...fields.map((field) => typedValue(field, input[field.name], field.name)),
  ) as Typed;
}

function typedValue(field: FormField, value: unknown, name: string): Typed {
  if (isText(field)) return typedText(name, value as Translated | null | undefined);
  if (field.kind === 'rows') {
    const rows = (value as Values[] | undefined) ?? [];
    const cells = rows.flatMap((row, index) =>
      field.row.map((cell) => typedValue(cell, row[cell.name], `${name}.${String(index)}.${cell.name}`)),
    );
    return Object.assign({}, ...cells) as Typed;
  }
  if (field.kind === 'choices') return typedChoices(field, value as string[] | undefined, name);
  const write = writers[field.kind] ?? ((one: unknown) => (typeof one === 'string' ? one : digitsOf(one)));
  return { [name]: write(field.isLast && typeof value === 'string' ? unitBefore(value) : value) };
}

function typedText(name: string, text: Translated | null | undefined): Typed {
  const { source = 'en', en = '', bn = '' } = text ?? {};
  return { [`${name}.source`]: source, [`${name}.en`]: en, [`${name}.bn`]: bn };
}

function digitsOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : '';
}

/** How a value stands in a control with one text. */
const writers: Partial<Record<FieldKind, (value: unknown) => string>> = {
  lines: (value) => ((value as string[] | undefined) ?? []).join('\n'),
  yes: (value) => (value === true ? 'yes' : ''),
  number: digitsOf,
  decimal: digitsOf,
};
