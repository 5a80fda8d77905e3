import type { Lang } from '#lib/i18n/lang.ts';
import { otherLang } from '#lib/i18n/lang.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { wordsOf } from '#lib/i18n/words.ts';
import type { Translated } from '#lib/translated.ts';

/** What is read of a query: nobody types more, and a machine that does gets an answer all the same. */
const mostCharacters = 300;
const mostWords = 10;

/** The words of a query in the form the register keeps them, each once, at most ten. */
export function queryWords(query: string): string[] {
  return [...new Set(wordsOf(query.slice(0, mostCharacters)))].slice(0, mostWords);
}

/** The query as one line, to be compared with titles and references: lower case, Latin digits. */
export function queryLine(query: string): string {
  return cleanLine(query.slice(0, mostCharacters))
    .toLowerCase()
    .replace(/[০-৯]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x09e6));
}

/** One place in the query: any of these words will do. More than one where a misspelt word was replaced. */
export type Alternatives = readonly string[];

/** A lexeme of a tsquery. Words are letters, marks and digits only (wordsOf), so nothing needs escaping. */
const lexeme = (word: string, isPrefix: boolean) => `'${word}'${isPrefix ? ':*' : ''}`;

/**
 * The query in PostgreSQL's tsquery notation: every word must be there, each as the beginning of a word.
 * A single letter or digit is a whole word: objective 6 is not objective 16 or 60.
 */
export function prefixQuery(places: readonly Alternatives[]): string {
  return places
    .map((words) => `(${words.map((word) => lexeme(word, word.length > 1)).join(' | ')})`)
    .join(' & ');
}

/** The same words as whole words, any of them: what ranks a whole word above the beginning of one. */
export function wholeWordQuery(places: readonly Alternatives[]): string {
  return places.map((words) => words.map((word) => lexeme(word, false)).join(' | ')).join(' | ');
}

/** A stretch of a text; `hit` where it is a word that was searched for. */
export type Segment = { text: string; hit: boolean };

const wordPattern = /[\p{L}\p{M}\p{N}'’\u200C\u200D]+/gu;

function isHit(word: string, wanted: readonly string[]): boolean {
  return wordsOf(word).some((own) =>
    wanted.some((want) => own === want || (want.length > 1 && own.startsWith(want))),
  );
}

/** A text cut into stretches, with the words that were searched for marked as hits. */
export function segments(text: string, wanted: readonly string[]): Segment[] {
  const parts: Segment[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    if (!isHit(word, wanted)) continue;
    if (index > end) parts.push({ text: text.slice(end, index), hit: false });
    parts.push({ text: word, hit: true });
    end = index + word.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), hit: false });
  return parts;
}

const excerptLength = 180;

/** About 180 characters of a text around its first hit, cut between words. */
export function excerpt(text: string, wanted: readonly string[]): string {
  if (text.length <= excerptLength) return text;
  const first = segments(text, wanted);
  const before = first[0]?.hit ? 0 : (first[0]?.text.length ?? 0);
  const hitAt = first.some((part) => part.hit) ? before : 0;
  const start = hitAt < excerptLength * 0.7 ? 0 : text.indexOf(' ', hitAt - 60) + 1;
  const end =
    start + excerptLength >= text.length ? text.length : text.lastIndexOf(' ', start + excerptLength);
  const body = text.slice(start, end > start ? end : start + excerptLength);
  return `${start > 0 ? '… ' : ''}${body}${end < text.length ? ' …' : ''}`;
}

/** The line of a result that shows why it was found. `lang` is the language the line is in. */
export type MatchingLine =
  { kind: 'text'; lang: Lang; parts: Segment[] } | { kind: 'words'; words: string[] };

type Found = { title: Translated; summary: Translated | null; matched: readonly string[] };

/**
 * Why a record was found, when its title in the reader's language does not say so: its summary, else the
 * other language's title or summary, else the words of its other names and text that matched.
 * With nothing to explain, the beginning of the summary; null when there is none.
 */
export function matchingLine(found: Found, wanted: readonly string[], lang: Lang): MatchingLine | null {
  const line = (text: string, inLang: Lang): MatchingLine => ({
    kind: 'text',
    lang: inLang,
    parts: segments(excerpt(text, wanted), wanted),
  });
  const says = (text: string | undefined) =>
    text !== undefined && segments(text, wanted).some((part) => part.hit);
  const { title, summary, matched } = found;
  const other = otherLang(lang);
  const own = summary?.[lang];
  if (own !== undefined && (says(own) || says(title[lang]))) return line(own, lang);
  if (says(title[lang])) return null;
  if (title[lang] !== undefined && title[other] !== undefined && says(title[other]))
    return line(title[other], other);
  if (summary?.[other] !== undefined && says(summary[other])) return line(summary[other], other);
  if (title[lang] === undefined && says(title[other])) return null;
  return matched.length ? { kind: 'words', words: [...matched] } : null;
}

export type SimilarWord = { typed: string; word: string; similarity: number };

/**
 * The query with each word nobody uses replaced by the words most like it; null when nothing can be replaced.
 * A similar word much farther off than the nearest one is left out.
 */
export function replacements(
  words: readonly string[],
  similar: readonly SimilarWord[],
): Alternatives[] | null {
  if (similar.length === 0) return null;
  return words.map((typed) => {
    const near = similar.filter((found) => found.typed === typed);
    const best = Math.max(...near.map((found) => found.similarity));
    const close = near.filter((found) => found.similarity >= best * 0.8).map((found) => found.word);
    return close.length ? close : [typed];
  });
}
