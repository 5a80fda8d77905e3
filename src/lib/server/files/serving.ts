import { isShown } from '#lib/media-types.ts';
import { disposition } from './file-name.ts';
import { fileErrors } from './errors.ts';
import type { FileStore, Slice } from './store.ts';

/** A file as it is sent. `isPublic` may be kept by anybody's cache that asks again each time. */
export type Served = { hash: string; size: number; mediaType: string; name: string; isPublic: boolean };

/** What of a request decides how a file is sent. `show`: in the browser rather than as a download, where it may. */
export type Wish = {
  method: string;
  range: string | null;
  ifRange: string | null;
  ifNoneMatch: string | null;
  show: boolean;
};

/**
 * The answer to a request for a file: whole (200), a part (206), no such part (416), or at hand there already (304).
 * Whatever it holds runs nowhere: it has an origin of its own without scripts, and is downloaded unless it is a
 * picture or a PDF. Throws files.spoiled, files.store_away; null when the content is not there.
 */
export async function serve(store: FileStore, file: Served, wish: Wish): Promise<Response | null> {
  const etag = `"${file.hash}"`;
  const headers = new Headers({
    'content-type': file.mediaType,
    'content-disposition': disposition(
      wish.show && isShown(file.mediaType) ? 'inline' : 'attachment',
      file.name,
    ),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cache-control': file.isPublic ? 'public, no-cache' : 'private, no-store',
    'accept-ranges': 'bytes',
    'x-robots-tag': file.isPublic ? 'all' : 'noindex',
    etag,
  });
  if (file.isPublic && holds(wish.ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  const isSame = wish.ifRange === null || wish.ifRange.trim() === etag;
  const slice = wish.range !== null && isSame ? sliceOf(wish.range, file.size) : undefined;
  if (slice === null) {
    headers.set('content-range', `bytes */${String(file.size)}`);
    headers.delete('content-type');
    headers.delete('content-disposition');
    return new Response(null, { status: 416, headers });
  }
  if (slice)
    headers.set('content-range', `bytes ${String(slice.start)}-${String(slice.end)}/${String(file.size)}`);
  headers.set('content-length', String(slice ? slice.end - slice.start + 1 : file.size));
  const status = slice ? 206 : 200;
  if (wish.method === 'HEAD') {
    if (!(await store.has(file.hash))) return null;
    return new Response(null, { status, headers });
  }
  const body = await store.open(file.hash, slice);
  return body && new Response(body, { status, headers });
}

/** The content is gone from the store, though the record of it stands. */
export const missing = fileErrors.spoiled;

function holds(ifNoneMatch: string | null, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//u, '') === etag);
}

/**
 * The one part that is asked for; undefined when the whole is to be sent (no range we read, or several), null when
 * there is no such part.
 */
export function sliceOf(range: string, size: number): Slice | undefined | null {
  const found = /^bytes\s*=\s*(\d{0,15})-(\d{0,15})$/u.exec(range.trim());
  if (!found) return undefined;
  const [, first = '', last = ''] = found;
  if (first === '' && last === '') return undefined;
  if (first === '')
    return Number(last) === 0 ? null : { start: Math.max(0, size - Number(last)), end: size - 1 };
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return undefined;
  return start >= size ? null : { start, end };
}
