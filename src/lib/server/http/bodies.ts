import { mostBytes } from '../../media-types.ts';
import { workbookLimits } from '../xlsx/sheets.ts';

/** What of a request decides whether its body is read at all. */
export type Incoming = {
  method: string;
  path: string;
  contentLength: string | undefined;
  isChunked: boolean;
};

const ordinaryBytes = 512 * 1024;
/** A file with the other fields of its form. */
export const largestBody = mostBytes + ordinaryBytes;
/** The addresses a file is sent to: the forms with files, the parts of an upload, and workbooks. */
const takesFiles =
  /^\/(?:en|bn)\/desk\/(?:imports|files\/(?:new|[\w.-]+\/redact|uploads\/[\w-]+)|workbooks)\/?$/u;
/** A workbook is read whole, so it may be no larger than what is read of one. */
const takesWorkbooks = /\/desk\/workbooks\/?$/u;
const largestWorkbook = workbookLimits.megabytes * 1024 * 1024 + ordinaryBytes;

/** How many bytes the body of a request to this path may have. */
function mostFor(path: string): number {
  if (!takesFiles.test(path)) return ordinaryBytes;
  return takesWorkbooks.test(path) ? largestWorkbook : largestBody;
}

/**
 * The status with which a request is refused before any of its body is read; null when it may come in. A body has to
 * say its length, so that nobody finds out by reading; the parts of an upload may leave it out, for they are counted.
 */
export function bodyRefusal({ method, path, contentLength, isChunked }: Incoming): 411 | 413 | null {
  if (isChunked && !(method === 'PATCH' && takesFiles.test(path))) return 411;
  if (!contentLength) return null;
  return /^\d{1,12}$/u.test(contentLength) && Number(contentLength) <= mostFor(path) ? null : 413;
}

/** How long a request may take to arrive, in milliseconds: a file over a weak line takes its time. */
export function arrivalTime(path: string): number {
  return takesFiles.test(path) ? longestArrival : 60_000;
}
export const longestArrival = 30 * 60_000;
