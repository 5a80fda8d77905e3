import { describe, expect, test } from 'vitest';
import { mayReadMetrics } from './policy.ts';
import { metricsText, preferredLang, siteMap, siteMapIndex, standingPages } from './rules.ts';

describe('the language of a browser', () => {
  test.each([
    [null, 'en'],
    ['', 'en'],
    ['bn-BD,bn;q=0.9,en;q=0.8', 'bn'],
    ['en-GB,bn;q=0.9', 'en'],
    ['fr,de;q=0.9', 'en'],
    ['fr, bn;q=0.2', 'bn'],
    ['bn;q=0, en;q=0.1', 'en'],
    ['BN', 'bn'],
    [';;;q=,,,', 'en'],
    ['bn;q=abc, en;q=0.5', 'bn'],
  ] as const)('%j is met with %s', (header, lang) => expect(preferredLang(header)).toBe(lang));
});

describe('the site map', () => {
  const text = siteMap('https://network.example', [{ path: '/places/a&b<c>', changed: '2026-11-23' }]);

  test('names a page once in each language, with both as alternates', () => {
    expect(text.match(/<loc>/gu)).toHaveLength(2);
    expect(text.match(/hreflang="(en|bn)"/gu)).toHaveLength(4);
    expect(text).toContain('<lastmod>2026-11-23</lastmod>');
  });

  test('escapes what an address may hold', () => {
    expect(text).toContain('/en/places/a&#38;b&#60;c&#62;');
    expect(text).not.toMatch(/&(?!#\d+;)/u);
  });

  test('of many files is an index of them', () => {
    expect(siteMapIndex('https://network.example', 2).match(/<sitemap>/gu)).toHaveLength(2);
  });

  test('begins with home and names no page twice', () => {
    expect(standingPages[0]).toBe('');
    expect(new Set(standingPages).size).toBe(standingPages.length);
  });
});

describe('metrics', () => {
  test.each([
    ['loopback', '127.0.0.1', {}, true],
    ['loopback', '::1', {}, true],
    ['loopback', '::ffff:127.0.0.1', {}, true],
    ['loopback', '10.0.0.7', {}, false],
    ['loopback', '1.127.0.0', {}, false],
    ['loopback', '127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }, false],
    ['loopback', '127.0.0.1', { forwarded: 'for=203.0.113.9' }, false],
    ['everyone', '203.0.113.9', { 'x-forwarded-for': '203.0.113.9' }, true],
  ] as const)('for %s, from %s with %j: %s', (readers, address, headers, expected) => {
    expect(mayReadMetrics(readers, address, new Headers(headers))).toBe(expected);
  });

  test('are written as Prometheus reads them', () => {
    expect(metricsText([['a_bytes', 'gauge', 'Help.', 3]])).toBe(
      '# HELP a_bytes Help.\n# TYPE a_bytes gauge\na_bytes 3\n',
    );
  });
});
