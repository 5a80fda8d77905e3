import { describe, expect, test } from 'vitest';
import { render } from 'svelte/server';
import { languageContext } from './examples/language-context.ts';
import Paging from './Paging.svelte';
import { pageNumbers, pageOfList } from './paging.ts';

describe('a list cut into pages', () => {
  test.each([
    [2, 20, 187, { page: 2, pages: 10, first: 21, last: 40 }],
    [10, 20, 187, { page: 10, pages: 10, first: 181, last: 187 }],
    [99, 20, 187, { page: 10, pages: 10, first: 181, last: 187 }],
    [0, 20, 7, { page: 1, pages: 1, first: 1, last: 7 }],
    [1, 20, 0, { page: 1, pages: 1, first: 0, last: 0 }],
  ])('page %i of %i each out of %i', (page, size, total, expected) => {
    expect(pageOfList(page, size, total)).toEqual(expected);
  });

  test.each([
    [1, 1, [1]],
    [1, 10, [1, 2, null, 10]],
    [4, 10, [1, 2, 3, 4, 5, null, 10]],
    [25, 50, [1, null, 24, 25, 26, null, 50]],
    [9, 10, [1, null, 8, 9, 10]],
  ])('on page %i of %i the linked pages are %j', (page, pages, expected) => {
    expect(pageNumbers(page, pages)).toEqual(expected);
  });
});

describe('the page links', () => {
  const draw = (lang: 'en' | 'bn', page: number) =>
    render(Paging, {
      props: {
        page,
        size: 20,
        total: 187,
        url: { pathname: `/${lang}/works`, search: '?where=north&page=9' },
      },
      context: languageContext(lang),
    }).body;

  test('say which entries are shown, in the digits of the language', () => {
    expect(draw('en', 2)).toContain('21–40 of 187');
    expect(draw('bn', 2)).toContain('১৮৭টির মধ্যে ২১–৪০');
  });

  test('keep the rest of the query, and page 1 has no number in its address', () => {
    const html = draw('en', 2);
    expect(html).toContain('href="/en/works?where=north" rel="prev"');
    expect(html).toContain('href="/en/works?where=north&amp;page=3" rel="next"');
    expect(draw('en', 1)).not.toContain('rel="prev"');
    expect(draw('en', 10)).not.toContain('rel="next"');
  });
});
