import { createReadStream } from 'node:fs';
import { fileErrors } from './errors.ts';

/** Text that a browser or an office program would take for a page, a drawing or a program. */
const markup = /^\s*(?:<[!?a-z/]|#!|%!|\{\\rtf|From:|MIME-Version:|Content-Type:)/iu;
const pageInside = /<(?:script|html|svg|iframe|object|embed|body)\b/iu;
// Everything but tab, line feed, form feed and carriage return among the control characters.
const control = /[^\P{Cc}\t\n\f\r\u0085]/u;

/**
 * Reads a file as UTF-8 text to its end and gives its ending: ics, csv or txt. Throws files.not_utf8, and
 * files.type_refused for anything that is not plain text.
 */
export async function readText(file: string, name: string): Promise<'ics' | 'csv' | 'txt'> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let head = '';
  // What may have been cut between two pieces is looked at with the next one.
  let seam = '';
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    const text = seam + decoded(decoder, piece);
    if (control.test(text)) throw fileErrors.typeRefused();
    if (pageInside.test(text)) throw fileErrors.typeRefused();
    if (head.length < 1000) head += text.slice(seam.length, 1000);
    seam = text.slice(-10);
  }
  decoded(decoder);
  if (markup.test(head)) throw fileErrors.typeRefused();
  if (/^\uFEFF?BEGIN:VCALENDAR\r?\n/u.test(head)) return 'ics';
  return /\.csv$/iu.test(name) ? 'csv' : 'txt';
}

/** Bytes that are no UTF-8 are some other type; only what looks like text in another encoding is told so. */
function decoded(decoder: TextDecoder, piece?: Buffer): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    const isBinary = !piece || piece.subarray(0, 4000).some((byte) => byte < 9);
    throw isBinary ? fileErrors.typeRefused() : fileErrors.notUtf8();
  }
}
