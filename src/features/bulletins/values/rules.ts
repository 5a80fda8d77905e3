import type { ValueSource } from '#lib/publication/values.ts';
import type { PartialDate } from '#lib/dates.ts';
import { formatDigits, formatList, formatNumber, formatPeriod } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { isMessageKey, sayIn } from '#lib/i18n/messages.ts';
import { reading, type Translated } from '#lib/translated.ts';

/**
 * A value a bulletin may cite, before it is written in a language: a text, a date, a number, a code
 * (whose word is a message), or several values in a list.
 */
export type Value =
  | { is: 'text'; text: Translated }
  | { is: 'date'; from: PartialDate; until: PartialDate | null }
  | { is: 'number'; value: number; decimals: number }
  | { is: 'digits'; value: string | number }
  | { is: 'ordinal'; value: number }
  | { is: 'code'; message: string }
  | { is: 'joined'; parts: Value[]; by: 'comma' | 'space' | 'and' };

/** A record's citable values by field name, and where the record is shown. */
export type CitedRecord = { path: string; fields: Record<string, Value | null> };

/** A value in words. `lang` is the language the words are really in. */
export type Written = { text: string; lang: Lang };

/** Writes a value in a language. Texts without that language come in the other one, and say so in `lang`. */
export function write(value: Value, lang: Lang): Written {
  switch (value.is) {
    case 'text': {
      const read = reading(value.text, lang);
      return { text: read.text, lang: read.lang };
    }
    case 'date':
      return { text: formatPeriod(value.from, value.until, lang), lang };
    case 'number':
      return { text: formatNumber(value.value, lang, value.decimals), lang };
    case 'digits':
      return { text: formatDigits(value.value, lang), lang };
    case 'ordinal':
      return { text: ordinal(value.value, lang), lang };
    case 'code':
      return { text: isMessageKey(value.message) ? sayIn(lang)(value.message) : value.message, lang };
    case 'joined':
      return joined(value.parts, value.by, lang);
  }
}

function joined(parts: readonly Value[], by: 'comma' | 'space' | 'and', lang: Lang): Written {
  const written = parts.map((part) => write(part, lang)).filter(({ text }) => text !== '');
  const texts = written.map(({ text }) => text);
  const text = by === 'and' ? formatList(texts, lang) : texts.join(by === 'comma' ? ', ' : ' ');
  return { text, lang: written.every((part) => part.lang !== lang) ? (written[0]?.lang ?? lang) : lang };
}

/** "first" to "fourth" in words (a body's meetings of a year), digits beyond. */
function ordinal(value: number, lang: Lang): string {
  const key = `ordinal_${String(value)}`;
  return isMessageKey(key) ? sayIn(lang)(key) : sayIn(lang)('ordinal_other', { n: value });
}

export const text = (value: Translated | null | undefined): Value | null =>
  value ? { is: 'text', text: value } : null;

export const date = (from: PartialDate | null | undefined, until: PartialDate | null = null): Value | null =>
  from ? { is: 'date', from, until } : null;

export const digits = (value: string | number | null): Value | null =>
  value === null ? null : { is: 'digits', value };

/** Several values as one; missing ones are left out, none at all is null. */
export function join(by: 'comma' | 'space' | 'and', parts: readonly (Value | null)[]): Value | null {
  const present = parts.filter((part) => part !== null);
  if (present.length === 0) return null;
  return { is: 'joined', by, parts: present };
}

/** Every record a draft cites, in its texts and beside them: "bodies/bdunnm". */
export function recordsCitedIn(draft: unknown): Set<string> {
  const names = new Set<string>();
  for (const [, name] of JSON.stringify(draft).matchAll(
    /(?:"|\[\[)([a-z][a-z0-9-]*\/[A-Za-z0-9][A-Za-z0-9._-]*)(?=[" ])/gu,
  )) {
    if (name) names.add(name);
  }
  return names;
}

/** Hands cited values to the publication document: written in the reader's language, linked to their record. */
export function valueSource(records: ReadonlyMap<string, CitedRecord>): ValueSource {
  return (record, field, lang) => {
    const found = records.get(record);
    const value = found?.fields[field];
    if (!found || value === undefined) return null;
    const written = value === null ? { text: '', lang } : write(value, lang);
    return { ...written, href: `/${lang}${found.path}` };
  };
}
