import { partsOf, type Parts } from './parts.ts';

export type Catalogue = Record<string, string>;
type Locale = 'en' | 'bn';

/** Texts that are names in their own script, whatever the language around them. */
const names = new Set(['switch_language']);

/** Everything wrong with the two catalogues, one sentence each; `usedIn` is all text of the sources. */
export function messageProblems(en: Catalogue, bn: Catalogue, usedIn: string): string[] {
  return [
    ...sortingProblems('en', en),
    ...sortingProblems('bn', bn),
    ...missing('en', en, bn),
    ...missing('bn', bn, en),
    ...Object.keys(en).flatMap((key) => pairProblems(key, en[key] ?? '', bn[key])),
    ...unusedKeys(Object.keys(en), usedIn).map(
      (key) => `${key}: nothing in src says it; delete it from both files`,
    ),
  ];
}

function sortingProblems(locale: Locale, texts: Catalogue): string[] {
  const keys = Object.keys(texts);
  const first = keys.find((key, at) => at > 0 && key < (keys[at - 1] ?? ''));
  return first === undefined ? [] : [`${first}: messages/${locale}.json is not sorted by key from here on`];
}

function missing(locale: Locale, texts: Catalogue, other: Catalogue): string[] {
  return Object.keys(other)
    .filter((key) => !(key in texts))
    .map((key) => `${key}: is missing in messages/${locale}.json`);
}

function pairProblems(key: string, enText: string, bnText: string | undefined): string[] {
  if (bnText === undefined) return [];
  const en = readParts('en', enText);
  const bn = readParts('bn', bnText);
  if (typeof en === 'string' || typeof bn === 'string') {
    return [en, bn].filter((reason) => typeof reason === 'string').map((reason) => `${key}: ${reason}`);
  }
  return [
    ...spellingProblems(enText, bnText),
    ...placeholderProblems(en, bn),
    ...scriptProblems(key, en, bn),
  ].map((problem) => `${key}: ${problem}`);
}

function readParts(locale: Locale, text: string): Parts | string {
  try {
    return partsOf(text, locale);
  } catch (error) {
    return `is not valid ICU message syntax in messages/${locale}.json (${String(error)})`;
  }
}

function spellingProblems(enText: string, bnText: string): string[] {
  return [enText, bnText].flatMap((text) => [
    ...(text.trim() === '' ? ['is empty in one language'] : []),
    ...(text === text.normalize('NFC') ? [] : [`is not in Unicode NFC: "${text}"`]),
  ]);
}

function placeholderProblems(en: Parts, bn: Parts): string[] {
  const onlyEn = [...en.placeholders].filter((name) => !bn.placeholders.has(name));
  const onlyBn = [...bn.placeholders].filter((name) => !en.placeholders.has(name));
  return [
    ...onlyEn.map((name) => `the placeholder {${name}} is missing in Bangla`),
    ...onlyBn.map((name) => `the placeholder {${name}} is missing in English`),
  ];
}

function scriptProblems(key: string, en: Parts, bn: Parts): string[] {
  if (names.has(key)) return [];
  const bangla = /\p{Script=Bengali}/u;
  return [
    ...(bangla.test(en.words) ? ['the English text has Bangla letters'] : []),
    ...(/[A-Za-z]/u.test(bn.words) && !bangla.test(bn.words)
      ? ['the Bangla text is written in Latin letters']
      : []),
    ...(/[0-9]/u.test(bn.words) ? ['the Bangla text has Latin digits; write ০১২৩৪৫৬৭৮৯'] : []),
  ];
}

/** A key is used when it is quoted somewhere, or when a template such as `status_${code}` can make it. */
function unusedKeys(keys: string[], usedIn: string): string[] {
  const quoted = new Set([...usedIn.matchAll(/(['"`])([a-z][a-z0-9_]*)\1/gu)].map(([, , word]) => word));
  const templates = [...usedIn.matchAll(/`([a-z][a-z0-9_]*_(?:\$\{[^`}]*\}|[a-z0-9_])*)`/gu)].map(
    ([, template = '']) => new RegExp(`^${template.replaceAll(/\$\{[^}]*\}/gu, '[a-z0-9_]+')}$`, 'u'),
  );
  return keys.filter((key) => !quoted.has(key) && !templates.some((template) => template.test(key)));
}
