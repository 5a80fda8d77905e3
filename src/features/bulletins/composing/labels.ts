import { precisionOf } from '#lib/dates.ts';
import { formatList } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import type { Translated } from '#lib/translated.ts';
import type { MeetingFact, Speaker } from './schema.ts';

/** A value of a phrase: a citation or a list of them (joined as each language joins), or text per language. */
export type Part = string | readonly string[] | ((lang: Lang) => string);

/** A citation inside draft text. */
export const cite = (record: string, field: string): string => `[[${record} ${field}]]`;

/** A sentence in both languages from one message, its values being citations. */
export function phrase(key: MessageKey, parts: Record<string, Part> = {}): Translated {
  return {
    source: 'en',
    en: phraseIn('en', key, parts),
    bn: phraseIn('bn', key, parts),
    status: { en: 'original', bn: 'original' },
  };
}

export function phraseIn(lang: Lang, key: MessageKey, parts: Record<string, Part> = {}): string {
  const values = Object.entries(parts).map(([name, part]) => {
    if (typeof part === 'function') return [name, part(lang)];
    return [name, typeof part === 'string' ? part : formatList(part, lang)];
  });
  return sayIn(lang)(key, Object.fromEntries(values) as Record<string, string>);
}

/** A text that is nothing but a citation; it needs no translation of its own. */
export function cited(record: string, field: string): Translated {
  const token = cite(record, field);
  return { source: 'en', en: token, bn: token, status: { en: 'original', bn: 'original' } };
}

/** "on 16 January 2023", "in July 2022": the words around a date follow how precisely it is known. */
export function when(meeting: MeetingFact): Part {
  const key: MessageKey = meeting.until
    ? 'compose_when_span'
    : (`compose_when_${precisionOf(meeting.from)}` as const);
  return (lang) => phraseIn(lang, key, { date: cite(`meetings/${meeting.ref}`, 'date') });
}

/** A person as a sentence names them: with the office they held, where one is recorded. */
export function named({ person, position }: Speaker): string {
  const name = cite(`people/${person}`, 'full-name');
  return position ? `${name} (${cite(`positions/${position}`, 'short-office')})` : name;
}
