import { isAPIError } from 'better-auth/api';
import { tryOnce } from './attempts.ts';
import { headersOf, type Caller } from './caller.ts';
import { tokenHash } from './hashed-tokens.ts';
import type { Means } from './means.ts';
import { noteBrowser } from './notices.ts';
import { recoveryCodeHash } from './recovery-codes.ts';

/** Codes tried from one address. better-auth gives five tries for each sign-in and ten in a row for an account. */
const perAddress = { most: 30, seconds: 15 * 60 };
/** A code is good for its half minute and its neighbours', and only once. */
const once = { most: 1, seconds: 120 };

export type Shown = { outcome: 'in'; account: string; cookies: string[] } | { outcome: 'wrong' | 'later' };

/** Figures in either script, without blanks. */
const plain = (code: string) =>
  code.replaceAll(/\s/gu, '').replaceAll(/[০-৯]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x09e6));

/**
 * The second step of a sign-in: a one-time code or a recovery code, each good once. `session` is that of a browser
 * which signed in without a second factor; after a password there is none yet.
 */
export async function showCode(
  means: Means,
  caller: Caller,
  given: { code: string; session: string | null },
): Promise<Shown> {
  if (!(await tryOnce(means.db, `code ${caller.address}`, perAddress, caller.now)))
    return { outcome: 'later' };
  const code = plain(given.code);
  const isTimed = /^\d{6}$/u.test(code);
  const { api } = means.engine;
  const headers = headersOf(caller);
  try {
    const shown = isTimed
      ? await api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
      : await api.verifyBackupCode({
          body: { code: recoveryCodeHash(code) },
          headers,
          returnHeaders: true,
        });
    const { user, token } = shown.response as { user: { id: string }; token: string };
    if (isTimed && !(await tryOnce(means.db, `used code ${user.id} ${code}`, once, caller.now))) {
      if (!given.session)
        await means.db.deleteFrom('sessions').where('token', '=', tokenHash(token)).execute();
      return { outcome: 'wrong' };
    }
    const cookies = shown.headers.getSetCookie();
    if (given.session) await raise(means, given.session);
    else cookies.push(...(await noteBrowser(means, caller, user.id)));
    return { outcome: 'in', account: user.id, cookies };
  } catch (error) {
    if (!isAPIError(error)) throw error;
    return { outcome: error.statusCode === 429 ? 'later' : 'wrong' };
  }
}

/** A session that was there already has now shown a second factor. */
async function raise(means: Means, session: string): Promise<void> {
  await means.db
    .updateTable('sessions')
    .set({ factors: 2, method: 'code' })
    .where('id', '=', session)
    .execute();
}

/** What is needed to set up one-time codes. */
export type Enrolment = { uri: string; codes: string[] };

/** Begins to set up one-time codes for the signed-in account. Null when the password is not right. */
export async function startEnrolment(
  means: Means,
  caller: Caller,
  password: string,
): Promise<Enrolment | null> {
  if (!(await tryOnce(means.db, `code ${caller.address}`, perAddress, caller.now))) return null;
  try {
    const started = await means.engine.api.enableTwoFactor({
      body: { password, method: 'totp' },
      headers: headersOf(caller),
    });
    return started.method === 'totp' ? { uri: started.totpURI, codes: started.backupCodes } : null;
  } catch (error) {
    if (isAPIError(error)) return null;
    throw error;
  }
}

/** Makes new recovery codes for the signed-in account; the old ones are void. Null when the password is not right. */
export async function renewRecoveryCodes(
  means: Means,
  caller: Caller,
  password: string,
): Promise<string[] | null> {
  if (!(await tryOnce(means.db, `code ${caller.address}`, perAddress, caller.now))) return null;
  try {
    const headers = headersOf(caller);
    const made = await means.engine.api.generateBackupCodes({ body: { password }, headers });
    return made.backupCodes;
  } catch (error) {
    if (isAPIError(error)) return null;
    throw error;
  }
}

/** Switches one-time codes off. Gives the cookies of the session that goes on; null when the password is not right. */
export async function switchOff(means: Means, caller: Caller, password: string): Promise<string[] | null> {
  if (!(await tryOnce(means.db, `code ${caller.address}`, perAddress, caller.now))) return null;
  try {
    const { headers } = await means.engine.api.disableTwoFactor({
      body: { password },
      headers: headersOf(caller),
      returnHeaders: true,
    });
    return headers.getSetCookie();
  } catch (error) {
    if (isAPIError(error)) return null;
    throw error;
  }
}
