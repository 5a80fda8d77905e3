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
  const headers = headersOf(file, wish, etag);
  if (file.isPublic && holds(wish.ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  const slice = wantedSlice(wish, file.size, etag);
  if (slice === null) return noSuchPart(file.size, headers);
  if (slice) headers.set('content-range', `bytes ${span(slice)}/${String(file.size)}`);
  const { start, end } = slice ?? { start: 0, end: file.size - 1 };
  headers.set('content-length', String(end - start + 1));
  const body = wish.method === 'HEAD' ? await store.has(file.hash) : await store.open(file.hash, slice);
  if (!body) return null;
  return new Response(body === true ? null : body, { status: slice ? 206 : 200, headers });
}

/** A part of another version than ours would not fit what the reader has: then the whole is sent. */
function wantedSlice({ range, ifRange }: Wish, size: number, etag: string): Slice | undefined | null {
  const isSame = ifRange === null || ifRange.trim() === etag;
  return range !== null && isSame ? sliceOf(range, size) : undefined;
}

function headersOf(file: Served, wish: Wish, etag: string): Headers {
  const how = wish.show && isShown(file.mediaType) ? 'inline' : 'attachment';
  return new Headers({
    'content-type': file.mediaType.startsWith('text/') ? `${file.mediaType}; charset=utf-8` : file.mediaType,
    'content-disposition': disposition(how, file.name),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cache-control': file.isPublic ? 'public, no-cache' : 'private, no-store',
    'accept-ranges': 'bytes',
    etag,
  });
}

const span = ({ start, end }: Slice) => `${String(start)}-${String(end)}`;

function noSuchPart(size: number, headers: Headers): Response {
  headers.set('content-range', `bytes */${String(size)}`);
  headers.delete('content-type');
  headers.delete('content-disposition');
  return new Response(null, { status: 416, headers });
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
  const [, first = '', last = ''] = found ?? [];
  if (first === '') return last === '' ? undefined : lastBytes(Number(last), size);
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  if (last !== '' && end < start) return undefined;
  return start >= size ? null : { start, end: Math.min(end, size - 1) };
}

const lastBytes = (count: number, size: number) =>
  count === 0 ? null : { start: Math.max(0, size - count), end: size - 1 };
