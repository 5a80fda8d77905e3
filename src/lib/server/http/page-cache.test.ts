import { describe, expect, test } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { KeptPages } from './kept-pages.ts';
import { Page, PageCache, type Reader } from './page-cache.ts';

const text = 'A page about migration. '.repeat(200);
const page = () =>
  Page.of(new Response(text, { headers: { 'content-type': 'text/html', 'x-request-id': 'old' } }));
const reader = (fields: Partial<Reader> = {}): Reader => ({
  method: 'GET',
  ifNoneMatch: null,
  acceptEncoding: null,
  ...fields,
});

describe('a kept page', () => {
  test('is sent whole, and again as 304 to who has it', async () => {
    const kept = await page();
    const first = await kept.answer(reader());
    expect([first.status, new TextDecoder().decode(first.body ?? undefined)]).toEqual([200, text]);
    for (const ifNoneMatch of [kept.etag, `W/${kept.etag}`, `"other", ${kept.etag}`]) {
      const again = await kept.answer(reader({ ifNoneMatch }));
      expect([again.status, again.body]).toEqual([304, null]);
    }
  });

  test('is compressed only as the reader takes it, and says that it depends on that', async () => {
    const kept = await page();
    const gzip = await kept.answer(reader({ acceptEncoding: 'gzip' }));
    expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(gunzipSync(gzip.body ?? new Uint8Array()).toString()).toBe(text);
    const refusing = await kept.answer(reader({ acceptEncoding: 'gzip;q=0, br;q=0' }));
    expect(refusing.headers['content-encoding']).toBeUndefined();
  });

  test('answers HEAD with the length and without the page', async () => {
    const { body, headers } = await (await page()).answer(reader({ method: 'HEAD' }));
    expect([body, headers['content-length']]).toEqual([null, String(text.length)]);
  });

  test('does not carry the number of the request that made it', async () => {
    expect((await (await page()).answer(reader())).headers).not.toHaveProperty('x-request-id');
  });
});

test('the cache forgets the pages used longest ago when there is no room', async () => {
  const cache = new PageCache((await page()).size * 2 + 10);
  for (const key of ['a', 'b']) cache.set(key, await page());
  cache.get('a');
  cache.set('c', await page());
  expect(['a', 'b', 'c'].filter((key) => cache.get(key))).toEqual(['a', 'c']);
});

test('long addresses of short pages count too', async () => {
  const short = await Page.of(new Response('{}'));
  const cache = new PageCache(short.size * 100);
  const keys = Array.from({ length: 100 }, (_, index) => `${String(index)}${'x'.repeat(15_000)}`);
  for (const key of keys) cache.set(key, short);
  expect(keys.filter((key) => cache.get(key)).length).toBeLessThan(15);
});

test('a file is kept once, whatever is asked of it; a page is kept for each question', async () => {
  const pages = new KeptPages({ current: () => Promise.resolve('1') }, 'Asia/Dhaka', 1e6);
  const now = new Date('2023-03-01T00:00:00Z');
  const key = (path: string) => pages.key(`http://localhost${path}`, now);
  const file = await key('/en/bulletins/2023-03.pdf');
  expect(await key('/en/bulletins/2023-03.pdf?x=1')).toBe(file);
  expect(await key('/en/bulletins/2023-03.pdf?x=/en.csv')).toBe(file);
  expect(await key('/en/search?q=a.pdf')).not.toBe(await key('/en/search?q=b.pdf'));
  expect(await key('/en/search?q=a.pdf?b')).not.toBe(await key('/en/search?q=a.pdf'));
});

test('a page made while its data changed is kept as the state it was asked for', async () => {
  let version = 1;
  const pages = new KeptPages({ current: () => Promise.resolve(String(version)) }, 'Asia/Dhaka', 1e6);
  const now = new Date('2023-03-01T00:00:00Z');
  const key = await pages.key('http://localhost/en', now);
  version = 2;
  pages.keep(key, await page());
  expect(pages.find(await pages.key('http://localhost/en', now))).toBeUndefined();
});
