import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyFor } from '#lib/server/secrets/secret.ts';
import { cookieOf, type Caller } from './caller.ts';
import type { Means } from './means.ts';

const cookieName = 'setu.shown';
/** Long enough for the redirect on a bad line. */
const seconds = 60;

/** Whose it is and the page that shows it. */
type Place = { account: string; path: string };

const line = (means: Pick<Means, 'isSecure'>, value: string, { path }: Place, age: number) =>
  `${cookieName}=${value}; Max-Age=${String(age)}; Path=${path}; HttpOnly; SameSite=Strict${means.isSecure ? '; Secure' : ''}`;

const keyOf = (means: Pick<Means, 'secret'>) => Buffer.from(keyFor(means.secret, 'shown once'), 'base64url');

/**
 * A secret that a page shows once after a redirect. It travels encrypted in a cookie of the browser that asked, so that
 * it stands neither in an address nor in the database. @returns the Set-Cookie line
 */
export function leaveShown(
  means: Pick<Means, 'secret' | 'isSecure'>,
  place: Place,
  shown: Record<string, string>,
  now: Date,
): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(means), nonce);
  cipher.setAAD(Buffer.from(place.account));
  const text = JSON.stringify({ until: now.getTime() + seconds * 1000, shown });
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return line(means, sealed.toString('base64url'), place, seconds);
}

/** What was left for this account, once: the cookie is taken out of the browser. Null when there is nothing good. */
export function takeShown(
  means: Pick<Means, 'secret' | 'isSecure'>,
  caller: Pick<Caller, 'cookie' | 'now'>,
  place: Place,
): { shown: Record<string, string> | null; cookies: string[] } {
  const value = cookieOf(caller, cookieName);
  if (value === undefined) return { shown: null, cookies: [] };
  return { shown: opened(means, value, place.account, caller.now), cookies: [line(means, '', place, 0)] };
}

function opened(means: Pick<Means, 'secret'>, value: string, account: string, now: Date) {
  const sealed = Buffer.from(value, 'base64url');
  if (sealed.length < 12 + 16) return null;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(means), sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(account));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    const text = decipher.update(sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
    const { until, shown } = JSON.parse(text) as { until: number; shown: Record<string, string> };
    return now.getTime() < until ? shown : null;
  } catch {
    // Forged, cut, or somebody else's.
    return null;
  }
}
