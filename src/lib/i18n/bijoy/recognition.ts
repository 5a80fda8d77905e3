import { converted, windowsSigns } from './conversion.ts';

/*
 * English typed in Latin letters and Bangla typed with Bijoy use the same letters at very different rates: `v` is the most
 * frequent sign of the one and rare in the other, `e`, `t`, `o` and `r` are the other way round.
 */

/** How much more often a letter stands in Bijoy text than in text of a European language, as a natural logarithm. */
const weights: Readonly<Record<string, number>> = {
  v: 2.6, w: 1.4, x: 2.6, j: 2.8, q: 3, K: 2.6, Z: 3, M: 0.8, Y: 2, z: 2, g: 0.7, b: 1.2, k: 1.4, y: 0.5, B: 0.8, R: 0.8,
  i: 0.2, m: 0.3, c: 0.2, f: 0.2, U: 1.2, Q: 2.4, G: 0.6, D: 0.3, A: 0.2, _: 0.5, '`': 2.5, '~': 3, '^': 2,
  e: -0.9, t: -3.2, o: -3.4, r: -3.2, d: -1.8, a: -1.8, n: -1, s: -0.9, l: -0.7, h: -0.3, u: -1.5, p: -2.6, N: -0.3, S: -1,
  E: -1.6, T: -2, W: -0.3, F: -1.4, V: -0.6, X: -0.6, C: -1.2, H: -1.2, O: -1,
}; // prettier-ignore

/** Signs that stand inside words of Bijoy text and hardly in words of other texts. */
const inWords =
  /(?<=[\p{L}\u00A1-\u00FF\u2013-\u203A…])[†‡ˆ‰Š¨©ª«¬®¯°±²³´µ¶·¸»¼½¾¿¡¢£¤¥¦§×÷ƒ„…›‹™`](?=[\p{L}\u00A1-\u00FF†‡ˆ])/gu;
/** Pairs that other languages do not have: the half of a conjunct with its end, a vowel before its letter. */
const pairs =
  /[†‡ˆ‰]\p{L}|[šœ›¯®¤™][¿^¡¦§¥Íú‹Œ’‘—]|\p{L}[¨©ªÖ«]|[cKMe`UWdf](?:Ö|ª|«)|[óôñ][ª«¨]|[a-zA-Z]¨v|i“/gu;

const count = (text: string, what: RegExp) => [...text.matchAll(what)].length;
const weightOf = (text: string) => Array.from(text).reduce((sum, letter) => sum + (weights[letter] ?? 0), 0);

const signsIn = (text: string) => count(text, inWords) + count(text, pairs);

const leastEvidence = 4.5;
/** Text without any sign of its own has to be long: some codes and names look like it by chance. */
const leastWithoutSigns = 20;
const letterWords = /[\p{L}\p{N}\p{S}\p{P}\u00AD]*\p{L}[\p{L}\p{N}\p{S}\p{P}\u00AD]*/gu;

/**
 * Is this Bangla typed with a Bijoy font? Rather misses a short text than takes another language for it: `miKvi` alone
 * is not enough, `miKv‡ii` is.
 */
export function looksLikeBijoy(text: string): boolean {
  if (/[\u0980-\u09FF]/u.test(text)) return false;
  const words = windowsSigns(text).match(letterWords) ?? [];
  const own = words.filter((word) => !/@|:\/\/|^www\./u.test(word)).join(' ');
  if (/[^\n\t -\u024F\u02C6\u02DC\u2013-\u203A\u20AC\u2122]/u.test(own)) return false;
  const { faults, syllables } = converted(own);
  if (syllables < 2 || faults * 15 > syllables) return false;
  const signs = signsIn(own);
  const weight = weightOf(own);
  if (signs === 0) return weight > leastWithoutSigns && weight / own.length > 0.5;
  return weight + 3 * signs > leastEvidence && weight > -0.2 * own.length;
}

/** Could this be Bijoy beside other texts that are, such as `miKvi` in a column of them? `NGO` and `BMET` could not. */
export function mayBeBijoy(text: string): boolean {
  if (!/\p{L}/u.test(text) || /[\u0980-\u09FF]/u.test(text) || /@|:\/\//u.test(text)) return false;
  const { faults, syllables } = converted(text);
  return faults === 0 && syllables > 0 && weightOf(text) + 3 * signsIn(text) > 0.4;
}
