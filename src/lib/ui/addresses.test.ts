import { describe, expect, test } from 'vitest';
import { inLanguage, sortable, withQuery } from './addresses.ts';

const at = (address: string) => new URL(address, 'https://example.org');

describe('the same page in another language', () => {
  test.each([
    ['/en/works/W-014?page=2&q=%E0%A6%B8', '/bn/works/W-014?page=2&q=%E0%A6%B8'],
    ['/en', '/bn'],
    ['/en/', '/bn'],
    ['/', '/bn'],
    ['/works', '/bn/works'],
    ['/bn/works', '/bn/works'],
    ['/en/works?/create', '/bn/works'],
    ['/en/works?/create&step=2', '/bn/works?step=2'],
  ])('%s leads to %s', (from, to) => {
    expect(inLanguage(at(from), 'bn')).toBe(to);
  });
});

test('a changed query keeps the rest of it and drops what is null', () => {
  const url = at('/en/works?where=north&page=3');
  expect(withQuery(url, { page: '4' })).toBe('/en/works?where=north&page=4');
  expect(withQuery(url, { page: null, where: null })).toBe('/en/works');
});

describe('a sortable column', () => {
  test('begins ascending and at the first page', () => {
    expect(sortable(at('/en/works?page=3&where=north'), 'due')).toEqual({
      sortHref: '/en/works?where=north&sort=due',
    });
  });

  test('turns its direction when followed again', () => {
    expect(sortable(at('/en/works?sort=due'), 'due')).toEqual({
      sortHref: '/en/works?sort=-due',
      sorted: 'ascending',
    });
    expect(sortable(at('/en/works?sort=-due'), 'due')).toEqual({
      sortHref: '/en/works?sort=due',
      sorted: 'descending',
    });
  });

  test('knows the order of a list whose address names none', () => {
    expect(sortable(at('/en/works'), 'name', 'name').sorted).toBe('ascending');
    expect(sortable(at('/en/works?sort=due'), 'name', 'name').sorted).toBeUndefined();
  });
});
