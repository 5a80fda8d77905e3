import { cleanLine } from './text.ts';

/**
 * The words of a text in the one form search compares: NFC, lower case, Latin letters without accents,
 * Latin digits, no joiners. Works for English and Bangla alike; a Bangla word keeps its vowel signs.
 */
export function wordsOf(text: string): string[] {
  const plain = cleanLine(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})[\u0300-\u036f]+/gu, '')
    .normalize('NFC')
    .replace(/\u200C|\u200D|['’]/gu, '')
    .replace(/[০-৯]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x09e6));
  return plain
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word.length > 0)
    .map((word) => word.slice(0, 40));
}
