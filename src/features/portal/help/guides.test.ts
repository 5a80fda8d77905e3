import fs from 'node:fs';
import { isNoun } from '#features/desk/schema.ts';
import { expect, test } from 'vitest';
import bn from '../../../../messages/bn.json' with { type: 'json' };
import en from '../../../../messages/en.json' with { type: 'json' };
import { deskGuides } from '../desk-help/labels.ts';
import { langs } from '#lib/i18n/lang.ts';
import { guides } from './labels.ts';
import { pictureOf } from './rules.ts';

const root = new URL('../../../', import.meta.url);

/** What draws and names the product: everything but the guides themselves and tests. */
const sources = fs
  .readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(
    (path) =>
      /\.(?:svelte|ts)$/u.test(path) && !/\.test\.ts$|features\/portal\/(?:[a-z]+-)?help\//u.test(path),
  )
  .map((path) => fs.readFileSync(new URL(path, root), 'utf8'))
  .join('\n');

/** Every page of the product as an address without the language: "/desk/history/reads". */
const pages = fs
  .readdirSync(new URL('routes/[lang=lang]/', root), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\+page\.svelte$/u.test(path))
  .map((path) => `/${path.replaceAll(/\([a-z]+\)\/|\/?\+page\.svelte$/gu, '')}`);

const placeholders = (text: string) => Array.from(text.matchAll(/\{(\w+)\}/gu), ([, name]) => name).sort();

const steps = guides.flatMap(({ slug, steps: all }) =>
  all.map((step, at) => ({ ...step, name: `${slug}, step ${String(at + 1)}` })),
);

test.each(steps)('$name quotes what stands on the screen, in both languages', ({ text, words = {} }) => {
  for (const catalogue of [en, bn]) expect(placeholders(catalogue[text])).toEqual(Object.keys(words).sort());
  for (const key of Object.values(words)) {
    expect([key, sources.includes(`'${key}'`)]).toEqual([key, true]);
  }
});

test.each(steps.filter(({ page }) => page))('$name leads to a page that exists', ({ page }) => {
  const path = page?.path ?? '';
  // A kind of record that is kept by form has no page of its own: all share one.
  expect(pages).toContain(isNoun(path.split('/')[2] ?? '') ? '/desk/[noun=noun]' : path);
});

test.each(deskGuides)(
  'the guide $slug is short, and says what to do when it does not work',
  ({ steps: all }) => {
    expect(all.length).toBeGreaterThanOrEqual(5);
    expect(all.length).toBeLessThanOrEqual(9);
    const last = en[all.at(-1)?.text ?? 'help_title'];
    const beforeLast = en[all.at(-2)?.text ?? 'help_title'];
    expect(`${last} ${beforeLast}`).toMatch(/\b(?:If|cannot|is noted)\b/u);
  },
);

test('no two guides have the same address', () => {
  const slugs = guides.map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(slugs.length);
});

test('every step that has a picture has it in both languages, and no picture is left over', () => {
  const promised = guides.flatMap(({ slug, steps: all }) =>
    all.flatMap(({ picture }, at) =>
      picture ? langs.map((lang) => pictureOf(slug, at + 1, lang).replace('/guides/', '')) : [],
    ),
  );
  expect(fs.readdirSync(new URL('../static/guides/', root)).sort()).toEqual(promised.sort());
});
