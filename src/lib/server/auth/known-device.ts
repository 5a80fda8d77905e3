import { randomBytes, timingSafeEqual } from 'node:crypto';
import { keyed, keyFor } from '#lib/server/secrets/secret.ts';

/**
 * A browser from which an account signed in before. It is not let in by that; it only has its own count of tries, so
 * that a stranger who tries the account from the same office does not make its owner wait.
 */
export const deviceCookie = 'setu.device';

const proof = (secret: string, id: string, email: string) =>
  keyed(keyFor(secret, 'known device'), `${id} ${email}`);

/** The Set-Cookie line for a browser from which the account of this address has just signed in. */
export function rememberDevice(means: { secret: string; isSecure: boolean }, email: string): string {
  const id = randomBytes(12).toString('base64url');
  const value = `${id}.${proof(means.secret, id, email)}`;
  const year = String(365 * 24 * 60 * 60);
  const flags = `Max-Age=${year}; Path=/; HttpOnly; SameSite=Lax`;
  return `${deviceCookie}=${value}; ${flags}${means.isSecure ? '; Secure' : ''}`;
}

/** Did this account sign in from this browser before? */
export function isKnownDevice(secret: string, value: string | undefined, email: string): boolean {
  const [id = '', given = ''] = (value ?? '').split('.');
  const expected = Buffer.from(proof(secret, id, email));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
