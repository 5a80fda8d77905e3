import { timingSafeEqual } from 'node:crypto';
import { keyed, keyFor } from '#lib/server/secrets/secret.ts';

/** What a link may end, and nothing else: each has a key of its own. */
const purpose = 'end the weekly letter';

/** The last part of an address that ends the weekly letter of an account. It works without signing in, and for good. */
export function stopToken(secret: string, account: string): string {
  return `${account}.${keyed(keyFor(secret, purpose), account)}`;
}

/** The account whose letter a link ends; null when we did not make it. */
export function accountOfToken(secret: string, token: string): string | null {
  const at = token.lastIndexOf('.');
  const account = token.slice(0, Math.max(at, 0));
  const given = Buffer.from(token);
  const right = Buffer.from(stopToken(secret, account));
  return given.length === right.length && timingSafeEqual(given, right) ? account : null;
}

/** The address of the page, whole. */
export function stopAddress(secret: string, origin: string, lang: string, account: string): string {
  return `${origin}/${lang}/letters/stop/${stopToken(secret, account)}`;
}
