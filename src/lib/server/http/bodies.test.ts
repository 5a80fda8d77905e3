import { expect, test } from 'vitest';
import { bodyRefusal, largestBody } from './bodies.ts';

const asked = (path: string, length?: number, method = 'POST') => ({
  method,
  path,
  contentLength: length === undefined ? undefined : String(length),
  isChunked: length === undefined,
});

test.each([
  ['/en/desk/files/new', largestBody, null],
  ['/bn/desk/files/f-1a/redact', largestBody, null],
  ['/en/desk/files/new', largestBody + 1, 413],
  ['/bn/desk/workbooks', 10 * 1024 * 1024, null],
  ['/bn/desk/workbooks', 11 * 1024 * 1024, 413],
  ['/bn/desk/workbooks/abc', 600_000, 413],
  ['/en/sign-in', 600_000, 413],
  ['/en/sign-in', 500, null],
  ['/en/desk/files/new/more', 600_000, 413],
  ['/xx/desk/files/new', 600_000, 413],
  ['/en/desk/files/../files/new', 600_000, 413],
])('a body for %s of %d bytes: %s', (path, length, status) => {
  expect(bodyRefusal(asked(path, length))).toBe(status);
});

test('a body that does not say its length comes in only as a part of an upload, where its bytes are counted', () => {
  expect(bodyRefusal(asked('/en/desk/files/new'))).toBe(411);
  expect(bodyRefusal(asked('/en/desk/files/uploads/abc', undefined, 'PATCH'))).toBeNull();
});

test.each(['-1', 'x', '1e9', '0x10', ''])('a length of %j lets no more in', (contentLength) => {
  expect(bodyRefusal({ ...asked('/en/sign-in', 0), contentLength })).toBe(contentLength === '' ? null : 413);
});
