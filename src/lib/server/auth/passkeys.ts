import { createHmac, randomUUID } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { tryOnce } from './attempts.ts';
import type { Caller } from './caller.ts';
import { sessionSeconds } from './engine.ts';
import { tokenHash } from './hashed-tokens.ts';
import type { Means } from './means.ts';
import { noteBrowser } from './notices.ts';

/** Where the browser says it is: a passkey works at one host only. */
export type Site = { origin: string; host: string; name: string };

const minutes = 5 * 60 * 1000;
const perAddress = { most: 60, seconds: 15 * 60 };

/** A challenge is good once, for five minutes, and for the account it was made for ('' for whoever signs in). */
async function keepChallenge(
  means: Means,
  caller: Caller,
  challenge: string,
  account: string,
): Promise<void> {
  await means.db
    .insertInto('verifications')
    .values({
      id: randomUUID(),
      identifier: `passkey ${tokenHash(challenge)}`,
      value: account,
      expires_at: new Date(caller.now.getTime() + minutes),
      created_at: caller.now,
      updated_at: caller.now,
    })
    .execute();
}

const takeChallenge = (means: Means, caller: Caller, account: string) => async (challenge: string) => {
  const taken = await means.db
    .deleteFrom('verifications')
    .where('identifier', '=', `passkey ${tokenHash(challenge)}`)
    .where('value', '=', account)
    .where('expires_at', '>', caller.now)
    .executeTakeFirst();
  return taken.numDeletedRows === 1n;
};

/** What a browser needs to make a passkey for an account. */
export async function askToAdd(
  means: Means,
  caller: Caller,
  site: Site,
  account: { id: string; email: string; name: string },
) {
  const known = await means.db
    .selectFrom('passkeys')
    .select('credential_id')
    .where('account_id', '=', account.id)
    .execute();
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: site.host,
    userName: account.email,
    userDisplayName: account.name,
    userID: new TextEncoder().encode(account.id),
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id: id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(means, caller, options.challenge, account.id);
  return options;
}

/** Keeps the passkey a browser made. False when it does not prove what it should. */
export async function add(
  means: Means,
  caller: Caller,
  site: Site,
  made: { account: string; name: string; response: RegistrationResponseJSON },
): Promise<boolean> {
  const verified = await verifyRegistrationResponse({
    response: made.response,
    expectedChallenge: takeChallenge(means, caller, made.account),
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return false;
  const { credential } = verified.registrationInfo;
  await means.db
    .insertInto('passkeys')
    .values({
      id: randomUUID(),
      account_id: made.account,
      name: made.name,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: credential.transports ?? [],
      created_at: caller.now,
    })
    .execute();
  return true;
}

/** What a browser needs to sign in with a passkey; it does not say whose. Null after too many tries. */
export async function askToSignIn(means: Means, caller: Caller, site: Site) {
  if (!(await tryOnce(means.db, `passkey ${caller.address}`, perAddress, caller.now))) return null;
  const options = await generateAuthenticationOptions({ rpID: site.host, userVerification: 'required' });
  await keepChallenge(means, caller, options.challenge, '');
  return options;
}

/**
 * Signs in with a passkey. The device has verified its owner, so this shows two factors at once.
 * @returns the cookies of the new session, or null
 */
export async function signInWith(
  means: Means,
  caller: Caller,
  site: Site,
  response: AuthenticationResponseJSON,
): Promise<string[] | null> {
  const passkey = await means.db
    .selectFrom('passkeys as p')
    .innerJoin('accounts as a', 'a.id', 'p.account_id')
    .select(['p.id', 'p.account_id', 'p.credential_id', 'p.public_key', 'p.counter'])
    .where('p.credential_id', '=', response.id)
    .where('a.closed_at', 'is', null)
    .executeTakeFirst();
  if (!passkey) return null;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: takeChallenge(means, caller, ''),
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
      counter: passkey.counter,
    },
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { newCounter } = verified.authenticationInfo;
  await means.db
    .updateTable('passkeys')
    .set({ counter: newCounter, used_at: caller.now })
    .where('id', '=', passkey.id)
    .execute();
  const cookie = await openSession(means, caller, passkey.account_id);
  return [cookie, ...(await noteBrowser(means, caller, passkey.account_id))];
}

/** A session of better-auth's, with the cookie it would set itself: the token and its signature. */
async function openSession(means: Means, caller: Caller, account: string): Promise<string> {
  const context = await means.engine.$context;
  const session = await context.internalAdapter.createSession(account, false, {
    factors: 2,
    method: 'passkey',
    ipAddress: caller.address,
    userAgent: (caller.agent ?? '').slice(0, 300),
  });
  const signature = createHmac('sha256', context.secret).update(session.token).digest('base64');
  const value = encodeURIComponent(`${session.token}.${signature}`);
  const flags = `Max-Age=${String(sessionSeconds)}; Path=/; HttpOnly; SameSite=Lax`;
  return `${context.authCookies.sessionToken.name}=${value}; ${flags}${means.isSecure ? '; Secure' : ''}`;
}
