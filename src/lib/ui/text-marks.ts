import type { MessageKey } from '#lib/i18n/messages.ts';
import type { Reading } from '#lib/translated.ts';

export type TranslationNote = { full: MessageKey; short: MessageKey };

/** The note a reader is owed about a text; null when it is the original or a checked version. */
export function translationNote({ fallback, lang, status }: Reading): TranslationNote | null {
  if (fallback && lang === 'en') return { full: 'ui_text_only_en', short: 'ui_text_only_en_short' };
  if (fallback) return { full: 'ui_text_only_bn', short: 'ui_text_only_bn_short' };
  if (status === 'unreviewed') return { full: 'ui_text_unreviewed', short: 'ui_text_unreviewed_short' };
  if (status === 'stale') return { full: 'ui_text_stale', short: 'ui_text_stale_short' };
  return null;
}

/** A text cut at its blank lines; single line breaks stay inside a paragraph. */
export function paragraphs(text: string): string[] {
  return text.split(/\n{2,}/u).filter((part) => part.trim() !== '');
}
