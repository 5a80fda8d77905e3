import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openFolderStore } from './folder-store.ts';
import { serve, sliceOf, type Wish } from './serving.ts';
import { makeFolder } from './testing.ts';

const { folder, remove } = makeFolder();
afterAll(remove);
const store = openFolderStore(folder);
const content = Buffer.from('0123456789');
const hash = await store.put(content);
const file = { hash, size: 10, mediaType: 'application/pdf', name: 'a.pdf', isPublic: true };
const plain: Wish = { method: 'GET', range: null, ifRange: null, ifNoneMatch: null, show: false };

async function answered(wish: Partial<Wish>, what = file) {
  const response = await serve(store, what, { ...plain, ...wish });
  if (!response) throw new Error('nothing was answered');
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test.each([
  ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
  ['bytes=8-', 206, '89', 'bytes 8-9/10'],
  ['bytes=-3', 206, '789', 'bytes 7-9/10'],
  ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
  ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
  ['bytes=10-', 416, '', 'bytes */10'],
  ['bytes=99-100', 416, '', 'bytes */10'],
  ['bytes=-0', 416, '', 'bytes */10'],
  ['bytes=3-2', 200, '0123456789', null],
  ['bytes=-', 200, '0123456789', null],
  ['bytes=0-1,3-4', 200, '0123456789', null],
  ['lines=0-1', 200, '0123456789', null],
  ['bytes=1e3-', 200, '0123456789', null],
  [`bytes=${'9'.repeat(400)}-`, 200, '0123456789', null],
])('the range %s', async (range, status, text, said) => {
  const answer = await answered({ range });
  expect([answer.status, answer.text, answer.headers.get('content-range')]).toEqual([status, text, said]);
});

test('a part is sent only of the version that was asked for', async () => {
  expect((await answered({ range: 'bytes=0-1', ifRange: `"${hash}"` })).status).toBe(206);
  expect((await answered({ range: 'bytes=0-1', ifRange: '"other"' })).status).toBe(200);
  expect((await answered({ range: 'bytes=0-1', ifRange: `W/"${hash}"` })).status).toBe(200);
});

test('who has a public file already is told so; a private one is never kept anywhere', async () => {
  expect((await answered({ ifNoneMatch: `W/"x", "${hash}"` })).status).toBe(304);
  const own = await answered({ ifNoneMatch: `"${hash}"` }, { ...file, isPublic: false });
  expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
});

test('a file runs nowhere: sandboxed, nothing loaded, downloaded unless it is a picture or PDF that was asked to be shown', async () => {
  const { headers } = await answered({});
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'; frame-ancestors 'none'");
  expect(headers.get('etag')).toBe(`"${hash}"`);
  expect(headers.get('content-disposition')).toMatch(/^attachment;/u);
  expect((await answered({ show: true })).headers.get('content-disposition')).toMatch(/^inline;/u);
  for (const mediaType of ['text/plain', 'text/csv', 'text/html', 'image/svg+xml']) {
    const other = await answered({ show: true }, { ...file, mediaType });
    expect(other.headers.get('content-disposition')).toMatch(/^attachment;/u);
  }
});

test('the head of a file has its length and no body', async () => {
  const { headers, text } = await answered({ method: 'HEAD' });
  expect([headers.get('content-length'), text]).toEqual(['10', '']);
});

test('content that is gone from the store is no answer', async () => {
  expect(await serve(store, { ...file, hash: '0'.repeat(64) }, plain)).toBeNull();
});

test('whatever range is asked for, a part lies within the file', () => {
  const number = fc.oneof(fc.constant(''), fc.nat(30).map(String), fc.string({ maxLength: 5 }));
  fc.assert(
    fc.property(number, number, fc.integer({ min: 1, max: 20 }), (first, last, size) => {
      const slice = sliceOf(`bytes=${first}-${last}`, size);
      const isWithin = !slice || (slice.start >= 0 && slice.start <= slice.end && slice.end < size);
      expect(isWithin).toBe(true);
    }),
  );
});
