import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import type { Lang } from '#lib/i18n/lang.ts';
import { draft } from '#lib/publication/draft.ts';
import { march2023 } from '#lib/publication/fixtures/march-2023.ts';
import { values } from '#lib/publication/fixtures/march-2023-values.ts';
import { resolve } from '#lib/publication/resolve.ts';
import Publication from './Publication.svelte';

const march = (lang: Lang) => resolve(march2023, lang, values).document;
/** The page without the comments Svelte puts in and without the class names of its styles. */
const page = (document: ReturnType<typeof march>) =>
  render(Publication, { props: { document } })
    .body.replace(/<!--.*?-->/gsu, '')
    .replace(/ ?svelte-[a-z0-9]+/gu, '')
    .replace(/ class=""/gu, '');

describe('the web page of a document', () => {
  test('speaks its own language, with its digits', () => {
    expect(page(march('bn'))).toContain('<article lang="bn"');
    expect(page(march('bn'))).toContain('১৬ জানুয়ারি ২০২৩');
  });

  test('every story has its anchor, its heading and its sources', () => {
    const html = page(march('en'));
    for (const { key, sources } of march('en').sections) {
      expect(html).toContain(`id="story-${key}"`);
      for (const { number } of sources) expect(html).toContain(`id="source-${key}-${number}"`);
    }
    expect(html.match(/<h1/gu)).toHaveLength(1);
  });

  test('every mark leads to a source of the page', () => {
    const html = page(march('en'));
    const marks = [...html.matchAll(/href="#(source-[^"]+)"/gu)].map(([, id]) => id);
    expect(marks.length).toBeGreaterThan(15);
    for (const id of marks) expect(html).toContain(`id="${id}"`);
  });

  test('values lead to their records, and words of another language say so', () => {
    const html = page(march('en'));
    expect(html).toContain('href="/en/bodies/bmct"');
    expect(html).toContain('<span lang="bn-Latn">Thakbo Valo');
  });

  test('a picture that is not held has no empty frame', () => {
    expect(page(march('en'))).not.toContain('<img');
    expect(page(march('en'))).toContain('The picture is not held here.');
  });

  test('text is text', () => {
    const hostile = '<script>alert(1)</script> {@html x} " onmouseover=x';
    const kept = draft.parse({
      key: 'k',
      title: hostile,
      publisher: 'P',
      period: { from: '2023' },
      sections: [{ key: 'a', headline: hostile, blocks: [{ type: 'paragraph', text: hostile }] }],
    });
    const html = page({ ...resolve(kept, 'en', values).document, problems: [] });
    expect(html).not.toContain('<script');
    expect(html.match(/&lt;script>alert\(1\)&lt;\/script>/gu)?.length).toBeGreaterThanOrEqual(3);
  });

  test('a blocked document has no page', () => {
    const broken = resolve({ ...march2023, sections: [] }, 'en', values).document;
    expect(() => page(broken)).toThrow('document_empty');
  });
});
