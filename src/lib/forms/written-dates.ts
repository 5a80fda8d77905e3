import { dayAfter, isPartialDate, type PartialDate } from '#lib/dates.ts';
import { langs, localeTag } from '#lib/i18n/lang.ts';
import { cleanLine } from '#lib/i18n/text.ts';

/** Digits of either script as Latin ones: forms take "২০২২-০৭" for 2022-07. */
export function latinDigits(text: string): string {
  return text.replace(/[০-৯]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x09e6));
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();

/** Names of the months in both languages, whole and short; Bangla ones with and without the ending of the genitive. */
const months = new Map(
  langs.flatMap((lang) =>
    (['long', 'short'] as const).flatMap((month) =>
      Array.from({ length: 12 }, (_, index): [string, number] => {
        const name = new Intl.DateTimeFormat(localeTag[lang], { month, timeZone: 'UTC' }).format(
          new Date(Date.UTC(2024, index, 15)),
        );
        return [folded(name), index + 1];
      }),
    ),
  ),
);
const month = [...months.keys()].sort((a, b) => b.length - a.length).join('|');
const numeric = String.raw`(?<y>\d{4})[-/.–](?<m>\d{1,2})(?:[-/.–](?<d>\d{1,2}))?|(?<d2>\d{1,2})[-/.–](?<m2>\d{1,2})[-/.–](?<y2>\d{4})`;
const worded = `(?:(?<d3>\\d{1,2})(?:st|nd|rd|th|ই|শে|লা|রা|ঠা)?\\s+)?(?<mon>${month})\\.?(?:র|ের|এর)?(?:,?\\s+(?<y3>\\d{4}))?`;

/** The source of a pattern that finds a date within a text of Latin digits; `dateOf` reads its groups. */
export const datePattern = `(?:${worded}|${numeric})`;
const whole = new RegExp(`^${datePattern}$`, 'iu');

/**
 * A date as people write it in a field: "২৬ নভেম্বর ২০২৬", "26 Nov 2026", "November 2026", "26/11/2026" (the day comes
 * first), 2026-11-26. A text that is none is given back for its schema to refuse; an empty one is undefined.
 */
export function dateIn(raw: string): string | undefined {
  const text = latinDigits(cleanLine(raw));
  const groups = whole.exec(text)?.groups;
  return (groups && dateOf(groups)) ?? (text || undefined);
}

/** Is it written as a date and is none: 31 February, the 13th month? */
export function isNoSuchDay(raw: string): boolean {
  const groups = whole.exec(latinDigits(cleanLine(raw)))?.groups;
  return groups !== undefined && dateOf(groups, '2024-01-01') === null;
}

type Parts = Record<string, string | undefined>;
const first = (parts: Parts, ...names: string[]) =>
  names.map((name) => parts[name]).find((part) => part !== undefined);

function monthOf(parts: Parts): number | null {
  const number = parts['mon'] ? months.get(folded(parts['mon'])) : Number(first(parts, 'm', 'm2'));
  return number && number <= 12 ? number : null;
}

/** The date that the groups of `datePattern` make; one without a year is the next from `day` on, or null without it. */
export function dateOf(parts: Parts, day?: string): PartialDate | null {
  const monthNumber = monthOf(parts);
  const dayNumber = first(parts, 'd', 'd2', 'd3');
  const year = first(parts, 'y', 'y2', 'y3');
  if (!monthNumber) return null;
  const inYear = (of: string) =>
    real([of, two(monthNumber), ...(dayNumber ? [two(dayNumber)] : [])].join('-'));
  if (year) return inYear(year);
  if (day === undefined) return null;
  const thisYear = inYear(day.slice(0, 4));
  return thisYear && dayAfter(thisYear) > day ? thisYear : inYear(String(Number(day.slice(0, 4)) + 1));
}

const two = (number: string | number) => String(number).padStart(2, '0');
const real = (text: string) => (isPartialDate(text) ? text : null);
