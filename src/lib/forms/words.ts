import { formatDate, formatDigits } from '#lib/i18n/format.ts';
import { isPartialDate } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Say } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import { isText, rowCount, type FormField, type Typed } from './fields.ts';

export type Reader = { lang: Lang; say: Say };
/** What records are called, by kind. */
export type Titles = Record<string, { ref: string; title: Translated }[]>;

/** What stands in a field of a form, in lines for a reader. An empty field is one line that says so. */
export function linesOf(field: FormField, typed: Typed, titles: Titles, reader: Reader): string[] {
  const lines = valueLines(field, typed, field.name, { titles, reader });
  return lines.length > 0 ? lines : [reader.say('form_empty')];
}

type Context = { titles: Titles; reader: Reader };

function valueLines(field: FormField, typed: Typed, name: string, context: Context): string[] {
  if (field.kind === 'rows') return rowLines(field, typed, context);
  if (isText(field)) return textLines(typed, name);
  if (field.kind === 'choices') return chosenLines(field, typed, name, context);
  const value = typed[name] ?? '';
  if (field.kind === 'yes') return [context.reader.say(value === 'yes' ? 'form_yes' : 'form_no')];
  if (field.kind === 'lines') return value.split('\n').filter(Boolean);
  return value ? [wordFor(field, value, context)] : [];
}

const textLines = (typed: Typed, name: string): string[] =>
  [typed[`${name}.en`] ?? '', typed[`${name}.bn`] ?? ''].filter(Boolean);

const chosenLines = (
  { choices }: FormField & { kind: 'choices' },
  typed: Typed,
  name: string,
  { reader: { say } }: Context,
): string[] =>
  choices.filter(({ value }) => typed[`${name}.${value}`] === 'yes').map(({ label }) => say(label));

const inFigures: ReadonlySet<string> = new Set(['number', 'decimal', 'time']);

function wordFor(field: FormField, value: string, { titles, reader: { lang, say } }: Context): string {
  if (inFigures.has(field.kind)) return formatDigits(value, lang);
  if (field.kind === 'date') return isPartialDate(value) ? formatDate(value, lang) : value;
  if (field.kind === 'choice') {
    const chosen = field.choices.find((choice) => choice.value === value);
    return chosen ? say(chosen.label) : value;
  }
  const named = field.kind === 'reference' && titles[field.of]?.find(({ ref }) => ref === value);
  return named ? textIn(named.title, lang) : value;
}

function rowLines(field: FormField & { kind: 'rows' }, typed: Typed, context: Context): string[] {
  return Array.from({ length: rowCount(field, typed) }, (_, index) => {
    const first = `${field.name}.${String(index)}.${field.row[0]?.name ?? ''}`;
    if (!typed[first]) return '';
    return field.row
      .flatMap((cell) => valueLines(cell, typed, `${field.name}.${String(index)}.${cell.name}`, context))
      .join(' · ');
  }).filter(Boolean);
}
