import { sealedToken, subjectOf } from '#lib/server/secrets/sealed.ts';

/** What a link may end, and nothing else: each has a key of its own. */
const purpose = 'end the weekly letter';

/** The last part of an address that ends the weekly letter of an account. It works without signing in, and for good. */
export function stopToken(secret: string, account: string): string {
  return sealedToken(secret, purpose, account);
}

/** The account whose letter a link ends; null when we did not make it. */
export function accountOfToken(secret: string, token: string): string | null {
  return subjectOf(secret, purpose, token);
}

/** The address of the page, whole. */
export function stopAddress(secret: string, origin: string, lang: string, account: string): string {
  return `${origin}/${lang}/letters/stop/${stopToken(secret, account)}`;
}
