import { inject } from 'vitest';

/** Pages whose shape stands for many: of each kind of record this many are opened, the first in the site map. */
const ofEachKind = 3;

/** Addresses with a query that show another face of a page. */
const faces = [
  '/bodies/lm-twg?on=2023-06-01',
  '/bodies/lm-twg?on=2021-01-01',
  '/meetings?month=2022-12&view=month',
  '/meetings?view=list',
  '/commitments?status=fulfilled',
  '/commitments?q=nothing-is-called-this',
  '/search?q=migration',
  '/search?q=%E0%A6%85%E0%A6%AD%E0%A6%BF%E0%A6%AC%E0%A6%BE%E0%A6%B8%E0%A6%A8',
  '/search?q=zzzzzz',
];

/** The addresses of public pages in a language: every list, some records of every kind, and a few faces. */
export async function publicPaths(lang: 'en' | 'bn'): Promise<string[]> {
  const text = await (await fetch(`${inject('origin')}/sitemap.xml`)).text();
  const all = [...text.matchAll(/<loc>([^<]+)<\/loc>/gu)]
    .map(([, loc]) => new URL(loc ?? '').pathname)
    .filter((path) => path.split('/')[1] === lang);
  const byKind = Map.groupBy(all, (path) => path.split('/').slice(2, -1).join('/'));
  const chosen = [...byKind].flatMap(([kind, paths]) => (kind === '' ? paths : paths.slice(0, ofEachKind)));
  if (chosen.length < 20)
    throw new Error(`The site map names only ${String(chosen.length)} pages in ${lang}.`);
  return [...new Set([...chosen, ...faces.map((face) => `/${lang}${face}`)])];
}
