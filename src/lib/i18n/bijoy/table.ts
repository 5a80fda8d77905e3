/*
 * What the fonts of the Bijoy family (SutonnyMJ and others) draw for the characters of Windows-1252. Bangla typed with
 * them is stored as Latin letters and signs: in any other font it reads as nonsense.
 */

/** Letters that stand for themselves: vowels, consonants, and conjuncts that have a drawing of their own. */
export const letters: Readonly<Record<string, string>> = {
  A: 'অ', B: 'ই', C: 'ঈ', D: 'উ', E: 'ঊ', F: 'ঋ', G: 'এ', H: 'ঐ', I: 'ও', J: 'ঔ',
  K: 'ক', L: 'খ', M: 'গ', N: 'ঘ', O: 'ঙ', P: 'চ', Q: 'ছ', R: 'জ', S: 'ঝ', T: 'ঞ', U: 'ট', V: 'ঠ', W: 'ড', X: 'ঢ',
  Y: 'ণ', Z: 'ত', _: 'থ', '`': 'দ', a: 'ধ', b: 'ন', c: 'প', d: 'ফ', e: 'ব', f: 'ভ', g: 'ম', h: 'য', i: 'র', j: 'ল',
  k: 'শ', l: 'ষ', m: 'স', n: 'হ', o: 'ড\u09BC', p: 'ঢ\u09BC', q: 'য\u09BC', r: 'ৎ',
  '°': 'ক্ক', '±': 'ক্ট', '²': 'ক্ষ্ম', '³': 'ক্ত', '´': 'ক্ম', µ: 'ক্র', '¶': 'ক্ষ', ÿ: 'ক্ষ', '·': 'ক্স',
  º: 'গ্ন', '»': 'গ্ধ', '¼': 'ঙ্ক', '½': 'ঙ্গ', '¾': 'জ্জ', À: 'জ্ঝ', Á: 'জ্ঞ',
  Â: 'ঞ্চ', Ã: 'ঞ্ছ', Ä: 'ঞ্জ', Å: 'ঞ্ঝ', Æ: 'ট্ট', Ç: 'ড্ড', È: 'ণ্ট', É: 'ণ্ঠ', Ê: 'ণ্ড', Ë: 'ত্ত', Ì: 'ত্থ', Î: 'ত্র',
  Ï: 'দ্দ', '×': 'দ্ধ', Ø: 'দ্ব', Ù: 'দ্ম', Ú: 'ন্ঠ', Û: 'ন্ড', Ü: 'ন্ধ', Ý: 'ন্স', Þ: 'প্ট', ß: 'প্ত', à: 'প্প', á: 'প্স',
  â: 'ব্জ', ã: 'ব্দ', ä: 'ব্ধ', å: 'ভ্র', ç: 'ম্ফ', é: 'ল্ক', ê: 'ল্গ', ë: 'ল্ট', ì: 'ল্ড', í: 'ল্প', î: 'ল্ফ',
  ð: 'শ্চ', ñ: 'শ্ছ', ò: 'ষ্ণ', ó: 'ষ্ট', ô: 'ষ্ঠ', õ: 'ষ্ফ', ö: 'স্খ', '÷': 'স্ট', ý: 'হ্ন', þ: 'হ্ম',
}; // prettier-ignore

/** Letters drawn in one with their vowel. */
export const syllables: Readonly<Record<string, string>> = {
  '¸': 'গু', ï: 'শু', û: 'হু', ü: 'হৃ',
}; // prettier-ignore

/** First halves of conjuncts. */
export const halves: Readonly<Record<string, string>> = {
  š: 'ন', '›': 'ন', '¯': 'স', '®': 'ষ', '¤': 'ম', '•': 'ঙ', '™': 'দ', '˜': 'দ', '”': 'চ',
}; // prettier-ignore

/** What hangs below or beside a letter: second halves of conjuncts, some with their vowel. */
export const tails: Readonly<Record<string, string>> = {
  '¨': 'য', Ö: 'র', ª: 'র', '«': 'র', '^': 'ব', '¡': 'ব', '¦': 'ব', Ÿ: 'ব', '¢': 'ভ', '£': 'ভ্র', '¥': 'ম', '§': 'ম',
  '¬': 'ল', '\u00AD': 'ল', ø: 'ল', œ: 'ন', è: 'ণ', ú: 'প', ù: 'ফ', Í: 'ত', '—': 'ত', '–': 'ত', '¿': 'ত্র', '‘': 'তু', '’': 'থ',
  '‹': 'ক', Œ: 'ক্র',
}; // prettier-ignore

/** Signs of vowels that are typed before the letter after which they are spoken. */
export const before: Readonly<Record<string, string>> = {
  w: 'ি', '†': 'ে', '‡': 'ে', ˆ: 'ৈ', '‰': 'ৈ',
}; // prettier-ignore

/** Signs of vowels that are typed after their letter. */
export const after: Readonly<Record<string, string>> = {
  v: 'া', x: 'ী', y: 'ু', z: 'ু', '“': 'ু', æ: 'ু', '~': 'ূ', ƒ: 'ূ', '‚': 'ূ', '„': 'ৃ', '…': 'ৃ', Š: 'ৗ',
}; // prettier-ignore

/** Signs that end a syllable. */
export const marks: Readonly<Record<string, string>> = { s: 'ং', t: 'ঃ', u: 'ঁ' };

/** The র above a conjunct, typed after it; the sign that takes a vowel away. */
export const reph = '©';
export const bare = '&';

/** Punctuation the fonts draw in other places. */
export const points: Readonly<Record<string, string>> = {
  '|': '।', $: '৳', Ñ: '–', Ð: '—', Ò: '“', Ó: '”', Ô: '‘', Õ: '’',
}; // prettier-ignore

/** What other fonts use as punctuation too: it belongs to a conjunct only directly after a first half of one. */
export const afterHalvesOnly: ReadonlySet<string> = new Set(['—', '–', '‘', '’']);

/** The same of vowels: they belong to a letter that has none yet. */
export const afterLettersOnly: ReadonlySet<string> = new Set(['“', '‚', '„', '…']);

/** The first half of চ্চ and চ্ছ; elsewhere a quotation mark. */
export const beforeCOnly = '”';

export const signOfNoVowel = '\u09CD';
