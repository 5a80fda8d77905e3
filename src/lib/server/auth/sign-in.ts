import { isAPIError } from 'better-auth/api';
import { forget, tryOnce } from './attempts.ts';
import { cookieOf, headersOf, type Caller } from './caller.ts';
import { deviceCookie, deviceId, isKnownDevice } from './known-device.ts';
import type { Means } from './means.ts';
import { noteBrowser } from './notices.ts';

/** How a sign-in ended. Wrong and unknown are the same, in words and in time. */
export type SignedIn =
  { outcome: 'in' | 'second-factor'; cookies: string[] } | { outcome: 'wrong' | 'later'; cookies: [] };

/** Tries of one account from one address; a browser that signed in before has a count of its own. */
const perAccount = { most: 10, seconds: 15 * 60 };
/** Tries from one address, whoever is tried: an office behind one address has many people. */
const perAddress = { most: 100, seconds: 15 * 60 };

/**
 * Signs in with address and password. The number of tries is limited for an address and, from there, for an account:
 * nobody can lock somebody else out by failing in their name. An address without account is counted and hashed alike.
 */
export async function signIn(
  means: Means,
  caller: Caller,
  given: { email: string; password: string },
): Promise<SignedIn> {
  const email = given.email.trim().toLowerCase();
  const device = cookieOf(caller, deviceCookie);
  const isKnown = isKnownDevice(means.secret, device, email);
  const counted = isKnown
    ? `sign-in device ${deviceId(device)} ${email}`
    : `sign-in ${caller.address} ${email}`;
  const isWithin =
    (await tryOnce(means.db, counted, perAccount, caller.now)) &&
    (isKnown || (await tryOnce(means.db, `sign-in ${caller.address}`, perAddress, caller.now)));
  if (!isWithin) return { outcome: 'later', cookies: [] };
  try {
    const { response, headers } = await means.engine.api.signInEmail({
      body: { email, password: given.password },
      headers: headersOf(caller),
      returnHeaders: true,
    });
    await forget(means.db, counted);
    const cookies = headers.getSetCookie();
    // Who still has to show a code has not come in, and leaves the browser unknown.
    if ('twoFactorRedirect' in response) return { outcome: 'second-factor', cookies };
    return { outcome: 'in', cookies: [...cookies, ...(await noteBrowser(means, caller, response.user.id))] };
  } catch (error) {
    if (isAPIError(error)) return { outcome: 'wrong', cookies: [] };
    throw error;
  }
}
