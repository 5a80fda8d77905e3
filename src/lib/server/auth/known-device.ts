import { randomBytes, timingSafeEqual } from 'node:crypto';
import { keyed, keyFor } from '#lib/server/secrets/secret.ts';

/**
 * A browser from which an account signed in before. It is not let in by that; it only has its own count of tries, so
 * that a stranger who tries the account from the same office does not make its owner wait, and its owner gets no letter
 * about a browser nobody knows. A browser that several people use is known for each of them: the cookie holds an id
 * and a proof for each account.
 */
export const deviceCookie = 'setu.device';

/** People who share a browser and are all remembered in it. */
const mostProofs = 6;

const proof = (secret: string, id: string, email: string) =>
  keyed(keyFor(secret, 'known device'), `${id} ${email}`);

const partsOf = (value: string | undefined) => {
  const [id = '', ...proofs] = (value ?? '').slice(0, 1000).split('.');
  return { id, proofs: proofs.slice(0, mostProofs) };
};

/** The id of a browser, whatever proofs stand behind it: what a browser can change at will is no part of it. */
export const deviceId = (value: string | undefined) => partsOf(value).id;

/**
 * The Set-Cookie line for a browser from which the account of this address has just signed in; `kept` is the cookie it
 * had, so that others who use it stay known.
 */
export function rememberDevice(
  means: { secret: string; isSecure: boolean },
  email: string,
  kept?: string,
): string {
  const known = partsOf(kept);
  const id = /^[\w-]{16}$/u.test(known.id) ? known.id : randomBytes(12).toString('base64url');
  const others = known.proofs.filter((one) => /^[\w-]{20,100}$/u.test(one)).slice(0, mostProofs - 1);
  const value = [id, proof(means.secret, id, email), ...others].join('.');
  const year = String(365 * 24 * 60 * 60);
  const flags = `Max-Age=${year}; Path=/; HttpOnly; SameSite=Lax`;
  return `${deviceCookie}=${value}; ${flags}${means.isSecure ? '; Secure' : ''}`;
}

/** Did this account sign in from this browser before? */
export function isKnownDevice(secret: string, value: string | undefined, email: string): boolean {
  const { id, proofs } = partsOf(value);
  const expected = Buffer.from(proof(secret, id, email));
  return proofs.some((given) => {
    const actual = Buffer.from(given);
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  });
}
