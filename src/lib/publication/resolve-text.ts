import type { Lang } from '#lib/i18n/lang.ts';
import { reading, type Translated, type TranslationStatus } from '#lib/translated.ts';
import { hasWords, parseCite, parseInline, type Piece } from './inline.ts';
import { limits, type LimitName } from './limits.ts';
import { report, type Place } from './problems.ts';
import type { Inline, Passage } from './resolved-text.ts';
import type { SourceBook } from './values.ts';

/** All that resolving a text needs: the reader's language, where we are, the sources of the section. */
export type Context = { lang: Lang; place: Place; book: SourceBook };

type Read = { text: string; lang: Lang; fallback: boolean; status: TranslationStatus };

/** A text made of values only is the same in every language: it is read in the reader's. */
function readFor(value: Translated, lang: Lang): Read {
  const read = reading(value, lang);
  if (!read.fallback || hasWords(read.text)) return read;
  return { text: read.text, lang, fallback: false, status: 'original' };
}

function runOf(
  piece: Piece,
  lang: Lang,
  { book, place }: Context,
): { run: Inline | null; mark: number | null } {
  if (piece.type === 'text') return { run: piece, mark: null };
  if (piece.type === 'link') {
    return { run: { type: 'link', text: piece.label, href: piece.href }, mark: null };
  }
  if (piece.type === 'bad') {
    report(place, piece.code, piece.token);
    return { run: null, mark: null };
  }
  return book.value(piece.record, piece.field, lang, place) ?? { run: null, mark: null };
}

function runs(text: string, lang: Lang, context: Context): Pick<Passage, 'inlines' | 'marks'> {
  const inlines: Inline[] = [];
  const marks = new Set<number>();
  for (const piece of parseInline(text)) {
    const { run, mark } = runOf(piece, lang, context);
    if (run) inlines.push(run);
    if (mark !== null) marks.add(mark);
  }
  return { inlines, marks: ascending(marks) };
}

/** Numbers of sources in the order they are printed. */
export function ascending(marks: Iterable<number>): number[] {
  return [...new Set(marks)].sort((a, b) => a - b);
}

function check(text: string, passage: Passage, { place }: Context, limit: LimitName): void {
  const length = passage.inlines.reduce((sum, run) => sum + run.text.length, 0);
  if (length > limits[limit]) report(place, 'text_too_long', text);
  if (passage.fallback) report(place, 'translation_missing', text);
  if (limit === 'quotation') return;
  for (const run of passage.inlines) {
    if (run.type === 'text' && /\p{Nd}/u.test(run.text)) report(place, 'digits_typed', run.text.trim());
  }
}

/** A text for the reader, its values filled in. What is wrong with it is reported at the context's place. */
export function resolveText(value: Translated, context: Context, limit: LimitName): Passage {
  const read = readFor(value, context.lang);
  return passageOf(read, read.text, context, limit);
}

/** As resolveText, one passage for each part between blank lines. */
export function resolveParagraphs(value: Translated, context: Context): Passage[] {
  const read = readFor(value, context.lang);
  return read.text
    .split(/\n{2,}/u)
    .filter((part) => part.trim() !== '')
    .map((part) => passageOf(read, part, context, 'paragraph'));
}

function passageOf(read: Read, text: string, context: Context, limit: LimitName): Passage {
  const { lang, fallback, status } = read;
  const passage = { lang, fallback, status, ...runs(text, lang, context) };
  check(text, passage, context, limit);
  return passage;
}

/** As resolveText, for what may be missing. */
export function resolveOptional(
  value: Translated | null,
  context: Context,
  limit: LimitName,
): Passage | null {
  return value === null ? null : resolveText(value, context, limit);
}

/** A single cited value ("people/x name") as a passage; null when there is none, with the reason reported. */
export function resolveCitation(raw: string | null, context: Context): Passage | null {
  const cited = raw === null ? null : parseCite(raw);
  if (!cited) return null;
  const found = context.book.value(cited.record, cited.field, context.lang, context.place);
  if (!found) return null;
  return {
    lang: context.lang,
    fallback: false,
    status: 'original',
    inlines: [found.run],
    marks: [found.mark],
  };
}

/** The weakest standing among texts, for the one remark a document carries about its translation. */
export function weakest(statuses: Iterable<TranslationStatus>): TranslationStatus {
  const order: TranslationStatus[] = ['stale', 'unreviewed', 'reviewed', 'official'];
  const found = new Set(statuses);
  return order.find((status) => found.has(status)) ?? 'original';
}
