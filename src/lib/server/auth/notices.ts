import type { Database } from '#lib/server/db/database.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { recordAccountEvent } from '#lib/server/history/account-event.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { tryOnce } from './attempts.ts';
import { browserName } from './browser-name.ts';
import { cookieOf, type Caller } from './caller.ts';
import { deviceCookie, isKnownDevice, rememberDevice } from './known-device.ts';
import type { Means } from './means.ts';

/** What of the ways to sign in can change, and what the letter calls it. */
const changes = {
  'password-changed': 'mail_changed_password',
  'address-changed': 'mail_changed_address',
  'second-factor-on': 'mail_changed_second_factor_on',
  'second-factor-off': 'mail_changed_second_factor_off',
  'recovery-codes-made': 'mail_changed_recovery_codes',
  'passkey-added': 'mail_changed_passkey_added',
  'passkey-removed': 'mail_changed_passkey_removed',
} as const;
export type SignInChange = keyof typeof changes;

/** So many letters about unknown browsers a day; whoever takes out the cookies each time gets no more. */
const browserLetters = { most: 3, seconds: 24 * 60 * 60 };

type Owner = { email: string; lang: Lang };

/** Where an account is written to; undefined when it is closed or its address was never confirmed. */
function ownerOf(db: Database, account: string): Promise<Owner | undefined> {
  return db
    .selectFrom('accounts')
    .select(['email', 'lang'])
    .where('id', '=', account)
    .where('email_verified', '=', true)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
}

/** Notes a change of the ways to sign in: in the history, and in a letter to the owner, whoever made the change. */
export async function noteChange(
  tx: Tx,
  account: string,
  change: SignInChange,
  details: Record<string, unknown> = {},
): Promise<void> {
  await recordAccountEvent(tx, account, change, { details });
  const owner = await ownerOf(tx.db, account);
  if (!owner) return;
  const { lang, email } = owner;
  await leaveLetter(tx, {
    template: 'sign-in-changed',
    lang,
    to: email,
    values: { what: sayIn(lang)(changes[change]), at: tx.now.toISOString(), link: `/${lang}/desk/account` },
  });
}

/**
 * Somebody has just come in: when the account was never used from this browser, its owner gets a letter.
 * @returns the cookie by which the browser is known from now on; none when it was known
 */
export async function noteBrowser(means: Means, caller: Caller, account: string): Promise<string[]> {
  const owner = await ownerOf(means.db, account);
  const kept = cookieOf(caller, deviceCookie);
  if (!owner || isKnownDevice(means.secret, kept, owner.email)) return [];
  // better-auth has made the session in a transaction of its own; the letter follows it.
  if (await tryOnce(means.db, `letter about a browser ${account}`, browserLetters, caller.now))
    await means.db.transaction().execute((db) => leaveBrowserLetter(db, owner, caller));
  return [rememberDevice(means, owner.email, kept)];
}

async function leaveBrowserLetter(db: Tx['db'], { email, lang }: Owner, caller: Caller): Promise<void> {
  await leaveLetter(
    { db, now: caller.now },
    {
      template: 'new-device',
      lang,
      to: email,
      values: {
        device: browserName(caller.agent, lang),
        address: caller.address,
        at: caller.now.toISOString(),
        link: `/${lang}/desk/account`,
      },
    },
  );
}
