import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a sealed address stands for: this content of this file, read by this account, until then (seconds). */
export type Sealed = { ref: string; hash: string; account: string; until: number };

/** Only for reading a file: a seal for anything else never fits here. */
const purpose = 'read a file, version 1';

/** The seal of an address. */
export function sealOf(key: string, { ref, hash, account, until }: Sealed): string {
  const said = JSON.stringify([purpose, ref, hash, account, until]);
  return createHmac('sha256', key).update(said).digest('base64url');
}

/** Does the seal fit, and has its time not passed? */
export function isValid(key: string, sealed: Sealed, seal: string, now: Date): boolean {
  const expected = Buffer.from(sealOf(key, sealed));
  const given = Buffer.from(seal);
  const fits = given.length === expected.length && timingSafeEqual(given, expected);
  return fits && now.getTime() < sealed.until * 1000;
}

/** How long a sealed address can be used, in seconds. */
const validSeconds = 600;

/** What is added to the address of a file so that this account can read it without a session for ten minutes. */
export function sealedQuery(key: string, file: Omit<Sealed, 'until'>, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + validSeconds;
  const seal = sealOf(key, { ...file, until });
  return `?${new URLSearchParams({ by: file.account, until: String(until), seal }).toString()}`;
}
