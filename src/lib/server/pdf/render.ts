import { PublicationError } from '#lib/publication/errors.ts';
import { requireRenderable } from '#lib/publication/problems.ts';
import type { Resolved } from '#lib/publication/resolved.ts';
import { findUnprintable } from './glyphs.ts';
import { PrintPool } from './pool.ts';
import { printData, type PrintOptions } from './print-data.ts';

export type PdfOptions = PrintOptions & {
  /** Another pool than the one of the process. */
  pool?: PrintPool;
  /** Folder of the installation; see PrintPool. The process is started in it. */
  root?: string;
};

let shared: PrintPool | undefined;

/** The pool of the process. Two workers: a third would only take memory from the database. */
function sharedPool(root: string): PrintPool {
  shared ??= new PrintPool({ root, workers: 2, timeLimit: 30_000, queue: 40 });
  return shared;
}

/** Stops the printing threads of the process, at shutdown. */
export async function closePdfWorkers(): Promise<void> {
  await shared?.close();
  shared = undefined;
}

/**
 * A document as PDF/UA-1: tagged, in its language, fonts embedded, dated with the document's date, so that the same
 * document gives the same bytes. Throws PublicationError: `blocked` (problems), `too_long`, `refused` (with reason
 * and place: a missing drawing, a picture that cannot be read, a letter no font has), `too_slow`, `busy`.
 */
export async function renderPdf(document: Resolved, options: PdfOptions = {}): Promise<Uint8Array> {
  requireRenderable(document);
  const root = options.root ?? process.cwd();
  const pool = options.pool ?? sharedPool(root);
  try {
    return await pool.print(printData(document, options));
  } catch (error) {
    throw error instanceof PublicationError ? withPlace(error, document, root) : error;
  }
}

/** Typst knows its template, not our blocks: where it met a letter no font has, we look for that letter. */
function withPlace(error: PublicationError, document: Resolved, root: string): PublicationError {
  if (error.failure !== 'refused' || error.place.section !== null) return error;
  const found = findUnprintable(document, root);
  if (!found) return error;
  const code = (found.character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return new PublicationError('refused', `no font has ${found.character} (U+${code})`, found.place);
}
