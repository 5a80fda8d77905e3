import { civilDay, dayBefore, firstDay, precisionOf, type PartialDate } from '#lib/dates.ts';
import { localeTag, type Lang } from './lang.ts';

const cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.ListFormat>();

function cached<T extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.ListFormat>(
  key: string,
  make: () => T,
): T {
  const found = cache.get(key);
  if (found) return found as T;
  const made = make();
  cache.set(key, made);
  return made;
}

const dateFields: Record<string, Intl.DateTimeFormatOptions> = {
  year: { year: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  day: { year: 'numeric', month: 'long', day: 'numeric' },
};

function dateFormat(lang: Lang, precision: string): Intl.DateTimeFormat {
  return cached(
    `date ${lang} ${precision}`,
    () => new Intl.DateTimeFormat(localeTag[lang], { ...dateFields[precision], timeZone: 'UTC' }),
  );
}

/** "2022-07" becomes "July 2022" or "জুলাই ২০২২"; a month stays a month. */
export function formatDate(date: PartialDate, lang: Lang): string {
  return withoutComma(dateFormat(lang, precisionOf(date)).format(new Date(`${firstDay(date)}T00:00:00Z`)));
}

/** An instant as the clock of the country shows it: "16 January 2023, 15:04" or "১৬ জানুয়ারি ২০২৩, ১৫:০৪". */
export function formatInstant(at: Date, lang: Lang, timeZone: string): string {
  const time = cached(
    `time ${lang} ${timeZone}`,
    () =>
      new Intl.DateTimeFormat(localeTag[lang], {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone,
      }),
  );
  return `${formatDate(civilDay(at, timeZone), lang)}, ${time.format(at)}`;
}

/** CLDR writes "১৬ জানুয়ারি, ২০২৩"; Bangladesh's ministries write it without the comma. */
function withoutComma(text: string): string {
  return text.replaceAll(', ', ' ');
}

/**
 * A half-open period in words: "19–23 December 2022". `until` is exclusive; null means one unit of `from`.
 * @param until first day (or month, year) after the period
 */
export function formatPeriod(from: PartialDate, until: PartialDate | null, lang: Lang): string {
  if (until === null) return formatDate(from, lang);
  const precision = precisionOf(from);
  const last = dayBefore(until).slice(0, from.length);
  if (last === from) return formatDate(from, lang);
  return withoutComma(
    dateFormat(lang, precision).formatRange(
      new Date(`${firstDay(from)}T00:00:00Z`),
      new Date(`${firstDay(last)}T00:00:00Z`),
    ),
  );
}

/** A number with the digits and grouping of the language; `decimals` fixes the places after the point. */
export function formatNumber(value: number, lang: Lang, decimals?: number): string {
  const key = `number ${lang} ${decimals ?? ''}`;
  const fixed = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const text = cached(
    key,
    () =>
      new Intl.NumberFormat(localeTag[lang], decimals === undefined ? { maximumFractionDigits: 2 } : fixed),
  ).format(value);
  return text.replace(/^-/u, '−');
}

/** Digits of a reference or a year without grouping: "2023" becomes "২০২৩". */
export function formatDigits(value: string | number, lang: Lang): string {
  if (lang === 'en') return String(value);
  return String(value).replace(/[0-9]/gu, (digit) => String.fromCodePoint(0x09e6 + Number(digit)));
}

const letters = 'কখগঘঙচছজঝঞ';

/**
 * A code or version as its publisher writes it in this language: target "10.c" is ১০.গ, as the Planning Commission has
 * it; where other Latin letters stand with the digits ("Rev.2019") it stays as it is.
 */
export function formatCode(value: string | number, lang: Lang): string {
  const code = String(value);
  if (lang === 'en') return code;
  const [, number, letter] = /^(\d+\.)([a-j])$/u.exec(code) ?? [];
  if (number && letter) return formatDigits(number, lang) + (letters[letter.charCodeAt(0) - 97] ?? letter);
  return /[a-z]/iu.test(code) ? code : formatDigits(code, lang);
}

/** "a, b and c" or "ক, খ ও গ". */
export function formatList(items: readonly string[], lang: Lang): string {
  const list = cached(`list ${lang}`, () => new Intl.ListFormat(localeTag[lang], { type: 'conjunction' }));
  // CLDR joins with এবং; ministries write ও between names.
  return list
    .formatToParts(items)
    .map(({ type, value }) => (type === 'literal' ? value.replace('এবং', 'ও') : value))
    .join('');
}

/** Large values in the words people use: "27.2 billion" or "২,৭২০ কোটি". */
export function formatLarge(value: number, lang: Lang): string {
  if (lang === 'bn' && Math.abs(value) >= 1e7) {
    const crore = value / 1e7;
    return `${formatNumber(Number(crore.toPrecision(3)), 'bn')} কোটি`;
  }
  if (Math.abs(value) < 1e6) return formatNumber(value, lang);
  return cached(
    `large ${lang}`,
    () =>
      new Intl.NumberFormat(localeTag[lang], {
        notation: 'compact',
        compactDisplay: 'long',
        maximumSignificantDigits: 3,
      }),
  )
    .format(value)
    .replace(/^-/u, '−');
}
