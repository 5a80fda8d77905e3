import { cleanText } from './text.ts';

const graphemes = new Intl.Segmenter('bn', { granularity: 'grapheme' });

/**
 * How many characters a text has as people see them: a Bangla conjunct with its vowel sign is one, as is an emoji.
 * Counted after the text was made uniform, as it would be kept.
 */
export function countCharacters(text: string): number {
  return [...graphemes.segment(cleanText(text))].length;
}

/** How long a text should be, in characters as people see them. */
export type Length = { least?: number; most?: number };

/** Is a text too short, too long, or right? An empty text is not too short: it is missing, which is another matter. */
export function lengthState(
  count: number,
  { least = 0, most = Infinity }: Length,
): 'right' | 'short' | 'long' {
  if (count > most) return 'long';
  return count > 0 && count < least ? 'short' : 'right';
}
