import type { MeetingStatus } from '#features/meetings/rules.ts';
import type { MinutesStatus } from '#features/meetings/minutes/rules.ts';
import type { MeetingKind } from '#features/meetings/schema.ts';
import { formatDigits } from '#lib/i18n/format.ts';
import { langs, type Lang } from '#lib/i18n/lang.ts';
import type { Translated } from '#lib/translated.ts';

/** How far the preparation and the following-up of a meeting are. */
export type Progress = {
  /** Agenda items, and how many of them are still drafts. */
  items: number;
  drafts: number;
  /** People who got an invitation that was not withdrawn. */
  invited: number;
  /** Where the minutes are; a saved attendance begins them. */
  minutes: MinutesStatus | null;
  /** Agenda items under which the minutes say something. */
  written: number;
};

/** What comes next in the life of a meeting; null when nothing does. */
export type Step = 'agenda' | 'publish' | 'invite' | 'hold' | 'minutes' | 'circulate' | 'adopt';

export function nextStep(
  meeting: { kind: MeetingKind; status: MeetingStatus },
  progress: Progress,
): Step | null {
  if (meeting.status === 'cancelled') return null;
  if (progress.minutes !== null) return afterwards(progress.minutes, progress.written);
  // Nobody writes minutes of an observance or a visit.
  if (meeting.status === 'held') return meeting.kind === 'meeting' ? 'minutes' : null;
  return beforehand(meeting.status, progress);
}

function afterwards(minutes: MinutesStatus, written: number): Step | null {
  if (minutes === 'adopted') return null;
  if (minutes === 'circulated') return 'adopt';
  return written === 0 ? 'minutes' : 'circulate';
}

function beforehand(status: MeetingStatus, { items, drafts, invited }: Progress): Step {
  if (items === 0) return 'agenda';
  if (drafts > 0) return 'publish';
  return invited === 0 && status !== 'today' && status !== 'under-way' ? 'invite' : 'hold';
}

const ordinals: Record<Lang, readonly string[]> = {
  en: ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth', 'Eleventh', 'Twelfth'],
  bn: ['প্রথম', 'দ্বিতীয়', 'তৃতীয়', 'চতুর্থ', 'পঞ্চম', 'ষষ্ঠ', 'সপ্তম', 'অষ্টম', 'নবম', 'দশম', 'একাদশ', 'দ্বাদশ'],
}; // prettier-ignore
const endings = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
const englishRule = new Intl.PluralRules('en', { type: 'ordinal' });

/** "First", "13th"; "প্রথম", "১৩তম". */
function ordinal(n: number, lang: Lang): string {
  const word = ordinals[lang][n - 1];
  if (word !== undefined) return word;
  return lang === 'en' ? `${String(n)}${endings[englishRule.select(n)]}` : `${formatDigits(n, 'bn')}তম`;
}

/** What a meeting of a body is called unless somebody says otherwise, as far as the body has a name in a language. */
export function usualTitle(body: Translated, n: number, year: string): Translated {
  const { en, bn } = body;
  const named = en?.replace(/^the /iu, '');
  return {
    source: en ? 'en' : 'bn',
    ...(named && { en: `${ordinal(n, 'en')} meeting of the ${named} in ${year}` }),
    ...(bn && { bn: `${genitive(bn)} ${formatDigits(year, 'bn')} সালের ${ordinal(n, 'bn')} সভা` }),
    status: { ...(en && { en: 'original' }), ...(bn && { bn: en ? 'reviewed' : 'original' }) },
  };
}

/** A Bangla name in the genitive: নেটওয়ার্কের, কমিটির; a name that does not end in a Bangla letter gets -এর. */
function genitive(name: string): string {
  const last = name.charCodeAt(name.length - 1);
  const isVowel = (last >= 0x0985 && last <= 0x0994) || (last >= 0x09be && last <= 0x09cc);
  if (isVowel) return `${name}র`;
  return /\p{Script=Bengali}$/u.test(name) ? `${name}ের` : `${name}-এর`;
}

/** How a number stands in a title: a word, a figure with its ending, or a bare figure of at most three digits. */
const numbers: Record<Lang, RegExp> = {
  en: new RegExp(String.raw`\b(?:${ordinals.en.join('|')})\b|\b\d{1,3}(?:st|nd|rd|th)\b`, 'iu'),
  bn: new RegExp(
    `${ordinals.bn.map((word) => `${word}(?![\u0980-\u09FF])`).join('|')}|[০-৯]{1,3}(?:ম|য়|র্থ|ষ্ঠ|তম)`,
    'u',
  ),
};
const figures: Record<Lang, RegExp> = { en: /(?<!\d)\d{1,3}(?!\d)/u, bn: /(?<![০-৯])[০-৯]{1,3}(?![০-৯])/u };

type Series = { number: number | null; fromYear: string; year: string };

/**
 * The title of the next meeting of a series: its number, or the next one where `number` says none, and its year. What
 * has no number keeps its words.
 */
export function titleAfter(title: Translated, { number, fromYear, year }: Series): Translated {
  const after: Translated = { ...title };
  for (const lang of langs) {
    const text = title[lang];
    if (text === undefined) continue;
    after[lang] = numbered(text, number, lang).replaceAll(
      formatDigits(fromYear, lang),
      formatDigits(year, lang),
    );
  }
  return after;
}

function numbered(text: string, number: number | null, lang: Lang): string {
  const found = numbers[lang].exec(text)?.[0];
  if (found !== undefined) {
    const next = number ?? numberIn(found, lang) + 1;
    const word = ordinal(next, lang);
    return text.replace(found, /^\p{Ll}/u.test(found) ? word.toLowerCase() : word);
  }
  const figure = figures[lang].exec(text)?.[0];
  if (figure === undefined) return text;
  return text.replace(figure, formatDigits(number ?? numberIn(figure, lang) + 1, lang));
}

function numberIn(text: string, lang: Lang): number {
  const place = ordinals[lang].findIndex((word) => word.toLowerCase() === text.toLowerCase());
  if (place >= 0) return place + 1;
  const digits = text.replace(/[০-৯]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x09e6));
  return Number.parseInt(digits, 10);
}

/** The same day so many months later; the last day of a shorter month. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
