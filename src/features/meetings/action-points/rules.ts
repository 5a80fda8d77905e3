import { dayAfter, type PartialDate } from '#lib/dates.ts';
import { latinDigits } from '#lib/forms/values.ts';
import { langs, localeTag } from '#lib/i18n/lang.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { PointStatus } from './schema.ts';

/** Is there still something to do? */
export const isOpen = (status: PointStatus) => status === 'open' || status === 'under-way';

/** The one place that says what is overdue: open, and the last day that its date can mean is over. */
export function isOverdue(
  { status, due }: { status: PointStatus; due: PartialDate | null },
  day: string,
): boolean {
  return isOpen(status) && due !== null && dayAfter(due) <= day;
}

/** What a line somebody typed in a meeting proposes. What was not understood stays in `task`; nothing is lost. */
export type Proposal<Owner> = { owner: Owner | null; task: string; due: PartialDate | null };

/** Somebody who can take something on, with all names people may type: acronym, name, aliases. */
export type Named<Owner> = { owner: Owner; names: readonly string[] };

/**
 * Reads a line such as "@MoEWOE to share the draft plan by 15 Feb" or "@প্রকবৈকম ১৫ ফেব্রুয়ারির মধ্যে খসড়া পাঠাবে".
 * A date without a year is the next one from `day` on.
 */
export function proposalIn<Owner>(
  line: string,
  named: readonly Named<Owner>[],
  day: string,
): Proposal<Owner> {
  const { owner, rest } = ownerIn(cleanLine(line), named);
  const { due, rest: task } = dueIn(rest, day);
  return { owner, task: sentence(task.replace(/^(to|shall|will)\s+/iu, '')), due };
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();

/** The longest name that follows the @; what follows it must not be a letter. */
function ownerIn<Owner>(line: string, named: readonly Named<Owner>[]) {
  if (!line.startsWith('@')) return { owner: null, rest: line };
  const text = line.slice(1);
  const found = named
    .flatMap(({ owner, names }) => names.map((name) => ({ owner, name: folded(name) })))
    .filter(
      ({ name }) =>
        name && folded(text).startsWith(name) && !/^[\p{L}\p{M}\p{N}]/u.test(text.slice(name.length)),
    )
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!found) return { owner: null, rest: line };
  return { owner: found.owner, rest: text.slice(found.name.length).replace(/^[\s:,-]+/u, '') };
}

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
const numeric = String.raw`(?<y>\d{4})-(?<m>\d{1,2})(?:-(?<d>\d{1,2}))?|(?<d2>\d{1,2})[/.](?<m2>\d{1,2})[/.](?<y2>\d{4})`;
const worded = `(?:(?<d3>\\d{1,2})(?:st|nd|rd|th)?\\s+)?(?<mon>${month})\\.?(?:র|ের|এর)?(?:,?\\s+(?<y3>\\d{4}))?`;
const date = `(?:${worded}|${numeric})`;
const withinEnglish = new RegExp(
  `[\\s,]*\\b(?:by|before|until|due)\\s+(?:the\\s+)?(?:end of\\s+)?${date}[\\s.]*$`,
  'iu',
);
const withinBangla = new RegExp(`[\\s,]*${date}(?:\\s*(?:তারিখের|এর|-এর|সালের))*\\s*মধ্যে[\\s,]*`, 'iu');

function dueIn(text: string, day: string): { due: PartialDate | null; rest: string } {
  const latin = latinDigits(text);
  for (const pattern of [withinEnglish, withinBangla]) {
    const found = pattern.exec(latin);
    const due = found?.groups && dateOf(found.groups, day);
    if (!found || !due) continue;
    // Latin and Bangla digits have the same length: places in one text are places in the other.
    const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
    return { due, rest: [before, after].filter(Boolean).join(' ') };
  }
  return { due: null, rest: text };
}

type Parts = Record<string, string | undefined>;
const first = (parts: Parts, ...names: string[]) =>
  names.map((name) => parts[name]).find((part) => part !== undefined);

function monthOf(parts: Parts): number | null {
  const number = parts['mon'] ? months.get(folded(parts['mon'])) : Number(first(parts, 'm', 'm2'));
  return number && number <= 12 ? number : null;
}

function dateOf(parts: Parts, day: string): PartialDate | null {
  const monthNumber = monthOf(parts);
  const dayNumber = first(parts, 'd', 'd2', 'd3');
  const year = first(parts, 'y', 'y2', 'y3');
  if (!monthNumber) return null;
  const inYear = (of: string) => [of, two(monthNumber), ...(dayNumber ? [two(dayNumber)] : [])].join('-');
  if (year) return real(inYear(year));
  const thisYear = real(inYear(day.slice(0, 4)));
  return thisYear && dayAfter(thisYear) > day ? thisYear : real(inYear(String(Number(day.slice(0, 4)) + 1)));
}

const two = (number: string | number) => String(number).padStart(2, '0');

/** A date that is in the calendar, or null. */
function real(text: string): PartialDate | null {
  if (text.length < 10) return text;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

/** With a capital letter in front; Bangla has none. */
const sentence = (text: string) => {
  const clean = cleanLine(text).replace(/[\s,;]+$/u, '');
  return clean.charAt(0).toUpperCase() + clean.slice(1);
};
