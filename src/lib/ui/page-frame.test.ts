import { createRawSnippet } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import type { Lang } from '#lib/i18n/lang.ts';
import { languageContext } from './examples/language-context.ts';
import { sampleFrame } from './examples/sample-frame.ts';
import PageFrame from './PageFrame.svelte';

const children = createRawSnippet(() => ({ render: () => '<p>content</p>' }));
const draw = (lang: Lang) =>
  render(PageFrame, {
    props: { ...sampleFrame(lang).page, url: { pathname: `/${lang}/works`, search: '?page=2' }, children },
    context: languageContext(lang),
  }).body;

describe('the frame of a page', () => {
  test('offers the other language, written in it, for the same page and query', () => {
    expect(draw('en')).toMatch(/<a href="\/bn\/works\?page=2" lang="bn" hreflang="bn"[^>]*>বাংলা<\/a>/u);
    expect(draw('bn')).toMatch(/<a href="\/en\/works\?page=2" lang="en" hreflang="en"[^>]*>English<\/a>/u);
  });

  test('begins with the way past it, and marks the section the reader is in', () => {
    const html = draw('en');
    expect(html.indexOf('href="#main"')).toBeLessThan(html.indexOf('<header'));
    expect(html).toContain('id="main"');
    expect(html.match(/aria-current="page"/gu)).toHaveLength(1);
  });

  test('ships no script', () => {
    expect(draw('en')).not.toContain('<script');
  });
});
