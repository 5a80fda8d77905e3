import { langs } from '#lib/i18n/lang.ts';
import { cleanLine, cleanText } from '#lib/i18n/text.ts';
import type { Translated, TranslationStatus } from '#lib/translated.ts';
import { rowCount, type FormField, type Typed } from './fields.ts';

type Values = Record<string, unknown>;

/** Digits of either script as Latin ones: forms take "২০২২-০৭" for 2022-07. */
export function latinDigits(text: string): string {
  return text.replace(/[০-৯]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x09e6));
}

/**
 * What was typed as an input for the record's schema. `standing` is the input as the record stands, for what a form
 * does not ask: how far a translation can be trusted.
 */
export function inputOf(fields: readonly FormField[], typed: Typed, standing: Values = {}): Values {
  return Object.fromEntries(
    fields.map((field) => [field.name, valueOf(field, typed, field.name, standing[field.name])]),
  );
}

function valueOf(field: FormField, typed: Typed, name: string, standing: unknown): unknown {
  const raw = typed[name] ?? '';
  switch (field.kind) {
    case 'text':
    case 'passage':
      return textOf(typed, name, standing as Translated | undefined);
    case 'rows':
      return rowsOf(field.row, field, typed);
    case 'lines':
      return raw.split('\n').map(cleanLine).filter(Boolean);
    case 'yes':
      return raw === 'yes';
    case 'number':
      return cleanLine(raw) === '' ? undefined : Number(latinDigits(cleanLine(raw)));
    case 'date':
      return latinDigits(cleanLine(raw)).replace(/[/.–]/gu, '-') || undefined;
    default:
      return cleanLine(raw) || undefined;
  }
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
  const source = chosen === 'en' || chosen === 'bn' ? chosen : en ? 'en' : 'bn';
  const text = { source, ...(en && { en }), ...(bn && { bn }) } as const;
  return { ...text, status: statusOf(text, standing) };
}

/** What was not touched is trusted as before; a translation of a text that changed is stale; a new one is unreviewed. */
function statusOf(
  text: Pick<Translated, 'source' | 'en' | 'bn'>,
  standing: Translated | undefined,
): Translated['status'] {
  const status: Partial<Record<(typeof langs)[number], TranslationStatus>> = {};
  const isSame = (lang: (typeof langs)[number]) => standing?.[lang] === text[lang];
  for (const lang of langs) {
    if (!text[lang]) continue;
    const before = standing?.status[lang];
    if (lang === text.source) status[lang] = before === 'official' && isSame(lang) ? before : 'original';
    else if (!before || !isSame(lang) || before === 'original') status[lang] = 'unreviewed';
    else status[lang] = isSame(text.source) ? before : 'stale';
  }
  return status;
}

/** The input of a record as its form shows it. */
export function typedOf(fields: readonly FormField[], input: Values): Typed {
  return Object.assign(
    {},
    ...fields.map((field) => typedValue(field, input[field.name], field.name)),
  ) as Typed;
}

function typedValue(field: FormField, value: unknown, name: string): Typed {
  if (field.kind === 'text' || field.kind === 'passage') {
    const text = value as Translated | null | undefined;
    return {
      [`${name}.source`]: text?.source ?? 'en',
      [`${name}.en`]: text?.en ?? '',
      [`${name}.bn`]: text?.bn ?? '',
    };
  }
  if (field.kind === 'rows') {
    const rows = (value as Values[] | undefined) ?? [];
    return Object.assign(
      {},
      ...rows.flatMap((row, index) =>
        field.row.map((cell) => typedValue(cell, row[cell.name], `${name}.${String(index)}.${cell.name}`)),
      ),
    ) as Typed;
  }
  if (field.kind === 'lines') return { [name]: ((value as string[] | undefined) ?? []).join('\n') };
  if (field.kind === 'yes') return { [name]: value === true ? 'yes' : '' };
  return { [name]: typeof value === 'string' || typeof value === 'number' ? String(value) : '' };
}
