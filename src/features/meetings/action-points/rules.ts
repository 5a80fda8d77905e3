import { dayAfter, type PartialDate } from '#lib/dates.ts';
import { dateOf, datePattern, latinDigits } from '#lib/forms/written-dates.ts';
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

/**
 * What a line somebody typed in a meeting proposes. What was not understood stays in `task`, and is named: nobody called
 * so, no such day. Nothing is lost.
 */
export type Proposal<Owner> = {
  owner: Owner | null;
  task: string;
  due: PartialDate | null;
  unread: { owner: string | null; due: string | null };
};

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
  const { owner, rest, unread: nobody } = ownerIn(cleanLine(line), named);
  const { due, rest: task, unread: noDay } = dueIn(rest, day);
  return {
    owner,
    task: sentence(task.replace(/^(to|shall|will)\s+/iu, '')),
    due,
    unread: { owner: nobody, due: noDay },
  };
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();

/** The longest name that follows the @; what follows it must not be a letter. */
function ownerIn<Owner>(line: string, named: readonly Named<Owner>[]) {
  if (!line.startsWith('@')) return { owner: null, rest: line, unread: null };
  const text = line.slice(1);
  const found = named
    .flatMap(({ owner, names }) => names.map((name) => ({ owner, name: folded(name) })))
    .filter(
      ({ name }) =>
        name && folded(text).startsWith(name) && !/^[\p{L}\p{M}\p{N}]/u.test(text.slice(name.length)),
    )
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!found) return { owner: null, rest: line, unread: /^[^\s:,]+/u.exec(text)?.[0] ?? null };
  return { owner: found.owner, rest: text.slice(found.name.length).replace(/^[\s:,-]+/u, ''), unread: null };
}

const withinEnglish = new RegExp(
  `[\\s,]*\\b(?:by|before|until|due)\\s+(?:the\\s+)?(?:end of\\s+)?${datePattern}[\\s.]*$`,
  'iu',
);
const withinBangla = new RegExp(
  `[\\s,]*${datePattern}(?:\\s*(?:তারিখের|এর|-এর|সালের))*\\s*মধ্যে[\\s,]*`,
  'iu',
);

function dueIn(text: string, day: string): { due: PartialDate | null; rest: string; unread: string | null } {
  const latin = latinDigits(text);
  let unread: string | null = null;
  for (const pattern of [withinEnglish, withinBangla]) {
    const found = pattern.exec(latin);
    const due = found?.groups && dateOf(found.groups, day);
    if (found && !due) unread = cleanLine(text.slice(found.index, found.index + found[0].length));
    if (!found || !due) continue;
    // Latin and Bangla digits have the same length: places in one text are places in the other.
    const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
    return { due, rest: [before, after].filter(Boolean).join(' '), unread: null };
  }
  return { due: null, rest: text, unread };
}

/** With a capital letter in front; Bangla has none. */
const sentence = (text: string) => {
  const clean = cleanLine(text).replace(/[\s,;]+$/u, '');
  return clean.charAt(0).toUpperCase() + clean.slice(1);
};
