import { tryOnce, type Limit } from './attempts.ts';
import type { Caller } from './caller.ts';
import type { Means } from './means.ts';

/** How often something may be asked for from one address, and for one account wherever it is asked from. */
const limits: Record<'requests' | 'resets' | 'passwords', { address: Limit; account: Limit }> = {
  requests: { address: { most: 5, seconds: 3600 }, account: { most: 3, seconds: 3600 } },
  resets: { address: { most: 20, seconds: 3600 }, account: { most: 3, seconds: 3600 } },
  passwords: { address: { most: 30, seconds: 900 }, account: { most: 10, seconds: 900 } },
};

/** Counts one more and says whether it is within the limits; `account` is an address or an id, known here or not. */
export async function isWithin(
  means: Means,
  caller: Caller,
  what: keyof typeof limits,
  account?: string,
): Promise<boolean> {
  const limit = limits[what];
  const isFromHere = await tryOnce(means.db, `${what} ${caller.address}`, limit.address, caller.now);
  if (!isFromHere || account === undefined) return isFromHere;
  return tryOnce(means.db, `${what} for ${account}`, limit.account, caller.now);
}
