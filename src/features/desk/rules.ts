import type { Translated } from '#lib/translated.ts';

const vowels: Record<string, string> = {
  অ: 'a', আ: 'a', ই: 'i', ঈ: 'i', উ: 'u', ঊ: 'u', ঋ: 'ri', এ: 'e', ঐ: 'oi', ও: 'o', ঔ: 'ou',
}; // prettier-ignore
const signs: Record<string, string> = {
  'া': 'a', 'ি': 'i', 'ী': 'i', 'ু': 'u', 'ূ': 'u', 'ৃ': 'ri', 'ে': 'e', 'ৈ': 'oi', 'ো': 'o', 'ৌ': 'ou', '্': '',
}; // prettier-ignore
const consonants: Record<string, string> = {
  ক: 'k', খ: 'kh', গ: 'g', ঘ: 'gh', ঙ: 'ng', চ: 'ch', ছ: 'chh', জ: 'j', ঝ: 'jh', ঞ: 'n', ট: 't', ঠ: 'th', ড: 'd',
  ঢ: 'dh', ণ: 'n', ত: 't', থ: 'th', দ: 'd', ধ: 'dh', ন: 'n', প: 'p', ফ: 'f', ব: 'b', ভ: 'bh', ম: 'm', য: 'j', র: 'r',
  ল: 'l', শ: 'sh', ষ: 'sh', স: 's', হ: 'h', 'ড়': 'r', 'ঢ়': 'rh', 'য়': 'y', 'ৎ': 't', 'ং': 'ng', 'ঃ': '', 'ঁ': '',
}; // prettier-ignore

/** A Bangla word in Latin letters, near enough to be read out: for references, not for names. */
function latin(text: string): string {
  const letters = [...new Intl.Segmenter('bn', { granularity: 'grapheme' }).segment(text.normalize('NFC'))];
  return letters.map(({ segment }) => syllable(segment)).join('');
}

function syllable(segment: string): string {
  const parts = segment.match(/[\u09A1\u09A2\u09AF]\u09BC|[\s\S]/gu) ?? [];
  const last = parts.findLastIndex((part) => part.normalize('NFC') in consonants);
  return parts
    .map((part, at) => {
      const sound = consonants[part] ?? vowels[part] ?? signs[part] ?? part;
      const isBare = at === last && part in consonants && at === parts.length - 1 && !/[ৎংঃঁ]/u.test(part);
      return isBare ? `${sound}a` : sound;
    })
    .join('');
}

/**
 * A readable reference made of the values of a record: "Ministry of Home Affairs" gives "ministry-of-home-affairs".
 * `taken` says which are in use; what is in use gets a number. Never empty.
 */
export function referenceFrom(values: readonly unknown[], kind: string, taken: ReadonlySet<string>): string {
  const base = baseReference(values, kind);
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const numbered = `${base}-${String(number)}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** The reference before it is numbered. */
export function baseReference(values: readonly unknown[], kind: string): string {
  const words = values
    .map((value) =>
      typeof value === 'string' ? value : ((value as Translated | null)?.en ?? latin(banglaOf(value))),
    )
    .join(' ')
    .replace(/[০-৯]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x09e6))
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  return words.slice(0, 60).replace(/-+$/u, '') || kind;
}

const banglaOf = (value: unknown) => (value as Translated | null)?.bn ?? '';
