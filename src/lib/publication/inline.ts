import { safeHref } from './links.ts';

/**
 * What stands in a line of draft text. Text is data: only two forms mean more than their letters,
 * `[[kind/ref field]]` (a value of a record) and `[[https://… | label]]` (a link).
 */
export type Piece =
  | { type: 'text'; text: string }
  | { type: 'cite'; record: string; field: string; token: string }
  | { type: 'link'; href: string; label: string; token: string }
  | { type: 'bad'; code: 'token_malformed' | 'token_unclosed' | 'link_protocol'; token: string };

const tokens = /\[\[([^[\]]*)\]\]/gu;
const cite = /^([a-z][a-z0-9-]{0,39}\/[A-Za-z0-9][A-Za-z0-9._-]{0,79}) ([a-z][A-Za-z0-9_.@:-]{0,79})$/u;
const link = /^([A-Za-z][A-Za-z0-9+.-]*:[^\s|]+)(?: ?\| ?(\S.{0,199}))?$/u;

/** The record and the field of a citation such as "bodies/bdunnm acronym"; null when it is none. */
export function parseCite(raw: string): { record: string; field: string } | null {
  const [, record, field] = cite.exec(raw) ?? [];
  return record !== undefined && field !== undefined ? { record, field } : null;
}

function parseToken(token: string, body: string): Piece {
  const cited = parseCite(body);
  if (cited) return { type: 'cite', ...cited, token };
  const [, address, label] = link.exec(body) ?? [];
  if (address === undefined) return { type: 'bad', code: 'token_malformed', token };
  const href = safeHref(address);
  if (href === null) return { type: 'bad', code: 'link_protocol', token };
  return { type: 'link', href, label: label ?? address.replace(/^(https:\/\/|mailto:)/u, ''), token };
}

function plain(text: string): Piece[] {
  if (text === '') return [];
  const pieces: Piece[] = [{ type: 'text', text }];
  const open = text.indexOf('[[');
  // Somebody began a citation and did not close it: it prints as it stands, and the editor hears of it.
  if (open >= 0) pieces.push({ type: 'bad', code: 'token_unclosed', token: text.slice(open, open + 40) });
  return pieces;
}

/** Cuts a line of draft text into its pieces, in order. Nothing is lost and no input fails. */
export function parseInline(raw: string): Piece[] {
  const text = raw.replace(/\s+/gu, ' ').trim();
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(tokens)) {
    pieces.push(...plain(text.slice(from, match.index)));
    pieces.push(parseToken(match[0], (match[1] ?? '').trim()));
    from = match.index + match[0].length;
  }
  pieces.push(...plain(text.slice(from)));
  return pieces;
}

/** Has a text letters of its own, apart from cited values and links? If not, it needs no translation. */
export function hasWords(raw: string): boolean {
  return parseInline(raw).some(
    (piece) => piece.type === 'link' || (piece.type === 'text' && /\p{L}/u.test(piece.text)),
  );
}
