import type { Lang } from '#lib/i18n/lang.ts';
import { otherLang } from '#lib/i18n/lang.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { wordsOf } from '#lib/i18n/words.ts';
import { textIn, type Translated } from '#lib/translated.ts';

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
/** What stands before a hit far into a text, so that it is read in its context. */
const leadLength = 60;

/** About 180 characters of a text around its first hit, cut between words. */
export function excerpt(text: string, wanted: readonly string[]): string {
  if (text.length <= excerptLength) return text;
  const start = startOf(text, wanted);
  const end =
    start + excerptLength >= text.length ? text.length : lastSpace(text, start, start + excerptLength);
  return `${start > 0 ? '… ' : ''}${text.slice(start, end)}${end < text.length ? ' …' : ''}`;
}

function startOf(text: string, wanted: readonly string[]): number {
  const parts = segments(text, wanted);
  const first = parts.find((part) => part.hit);
  const before = parts[0];
  const at = first && before && !before.hit ? before.text.length : 0;
  return at < excerptLength * 0.7 ? 0 : text.indexOf(' ', at - leadLength) + 1;
}

/** Where a word ends before `limit`; the limit itself in a text without spaces. */
function lastSpace(text: string, start: number, limit: number): number {
  const space = text.lastIndexOf(' ', limit);
  return space > start ? space : limit;
}

/** The line of a result that shows why it was found. `lang` is the language the line is in. */
export type MatchingLine =
  { kind: 'text'; lang: Lang; parts: Segment[] } | { kind: 'words'; words: string[] };

type Found = { title: Translated; summary: Translated | null; matched: readonly string[] };

/**
 * Why a record was found: the summary in the reader's language where it or the title has a hit, else what has one in
 * the other language, else the words of its other names and text that matched. Null when the title says it all.
 */
export function matchingLine(found: Found, wanted: readonly string[], lang: Lang): MatchingLine | null {
  const isTold = hasHit(textIn(found.title, lang), wanted);
  const line = linesOf(found, lang).find(
    ({ text, isOwn }) => (isOwn && isTold) || (!isTold && hasHit(text, wanted)),
  );
  if (line) return { kind: 'text', lang: line.lang, parts: segments(excerpt(line.text, wanted), wanted) };
  return isTold || found.matched.length === 0 ? null : { kind: 'words', words: [...found.matched] };
}

/** What can be shown under the title, in order; `isOwn` for the summary in the reader's language. */
function linesOf({ title, summary }: Found, lang: Lang): { text: string; lang: Lang; isOwn: boolean }[] {
  const other = otherLang(lang);
  return [
    { text: summary?.[lang], lang, isOwn: true },
    { text: title[other], lang: other, isOwn: false },
    { text: summary?.[other], lang: other, isOwn: false },
  ].flatMap(({ text, ...line }) => (text === undefined ? [] : [{ text, ...line }]));
}

function hasHit(text: string, wanted: readonly string[]): boolean {
  return segments(text, wanted).some((part) => part.hit);
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
