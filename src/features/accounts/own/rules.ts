import { encode } from 'uqr';

/** A text as the squares of a QR code: rows of dark and light. */
export function qrCode(text: string): boolean[][] {
  return encode(text.slice(0, 500), { ecc: 'M', border: 0 }).data;
}
