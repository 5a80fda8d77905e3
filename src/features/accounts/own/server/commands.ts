import { sql } from 'kysely';
import { badPassword, noAccount, wrongPassword } from '#features/accounts/errors.ts';
import { makeLink, takeLink } from '#features/accounts/links/server/commands.ts';
import { conductVersion, linkHours, passwordProblem } from '#features/accounts/rules.ts';
import { isPassword, setPassword } from '#lib/server/auth/password.ts';
import { noteChange } from '#lib/server/auth/notices.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { recordAccountEvent } from '#lib/server/history/account-event.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { enqueue } from '#lib/server/outbox/outbox.ts';

type Own = { id: string; session: string };

async function account(tx: Tx, id: string) {
  const found = await tx.db
    .selectFrom('accounts')
    .select(['id', 'name', 'email', 'lang'])
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw noAccount();
  return found;
}

async function must(tx: Tx, id: string, password: string): Promise<void> {
  if (!(await isPassword(tx, id, password))) throw wrongPassword();
}

/** Ends the sessions of an account, all or all but one. */
export async function endSessions(tx: Tx, id: string, but = ''): Promise<void> {
  await tx.db.deleteFrom('sessions').where('account_id', '=', id).where('id', '<>', but).execute();
}

/** Ends one session of one's own, in another browser. Throws `accounts.unknown` when it is not one's own. */
export async function endSession(tx: Tx, own: Own, session: string): Promise<void> {
  const ended = await tx.db
    .deleteFrom('sessions')
    .where('account_id', '=', own.id)
    .where('id', '=', session)
    .executeTakeFirst();
  if (ended.numDeletedRows === 0n) throw noAccount();
  await recordAccountEvent(tx, own.id, 'session-ended');
}

/** Takes a passkey out of one's own account. Throws `accounts.unknown` when it is not one's own. */
export async function removePasskey(tx: Tx, own: Own, passkey: string): Promise<void> {
  const removed = await tx.db
    .deleteFrom('passkeys')
    .where('account_id', '=', own.id)
    .where('id', '=', passkey)
    .executeTakeFirst();
  if (removed.numDeletedRows === 0n) throw noAccount();
  await noteChange(tx, own.id, 'passkey-removed');
}

/** Sets another password; other sessions end, and the owner is told. Throws `accounts.wrong_password`, `…password_…`. */
export async function changePassword(
  tx: Tx,
  own: Own,
  { current, password }: { current: string; password: string },
): Promise<void> {
  const who = await account(tx, own.id);
  await must(tx, own.id, current);
  const problem = passwordProblem(password, who);
  if (problem) throw badPassword(problem);
  await setPassword(tx, own.id, password);
  await endSessions(tx, own.id, own.session);
  await noteChange(tx, own.id, 'password-changed');
}

/** Mails a link to set a new password, when there is such an account; says nothing either way. */
export async function askForReset(tx: Tx, email: string, origin: string): Promise<void> {
  const found = await tx.db
    .selectFrom('accounts')
    .select(['id', 'lang'])
    .where('email', '=', email)
    .where('email_verified', '=', true)
    .where('closed_at', 'is', null)
    .where('demonstration', '=', false)
    .executeTakeFirst();
  if (!found) return;
  const link = await makeLink(tx, 'password', { account: found.id, email, lang: found.lang, origin });
  await enqueue(tx, 'mail.send', {
    template: 'password-reset',
    lang: found.lang,
    to: email,
    values: { link, hours: linkHours.password },
  });
  await recordAccountEvent(tx, found.id, 'reset-asked');
}

/**
 * Sets a new password by the mailed link; every session ends and every token of a program is revoked, for whoever lost
 * the password may have lost more. A second factor stays as it is and is asked for at the next sign-in. Throws `accounts.link_over`, `accounts.password_…`.
 */
export async function reset(tx: Tx, token: string, password: string): Promise<void> {
  const { account: who } = await takeLink(tx, 'password', token);
  const problem = passwordProblem(password, who);
  if (problem) throw badPassword(problem);
  await setPassword(tx, who.id, password);
  await endSessions(tx, who.id);
  await sql`update api_tokens set revoked_at = ${tx.now}, revoked_by = ${who.id}
    where account_id = ${who.id} and revoked_at is null`.execute(tx.db);
  await noteChange(tx, who.id, 'password-changed', { by: 'mail' });
}

/**
 * Asks for another mail address: the new one gets a link. An address that another account has gets none, and the
 * answer is the same. Throws `accounts.wrong_password`.
 */
export async function askForAddress(
  tx: Tx,
  own: Own,
  { email, current, origin }: { email: string; current: string; origin: string },
): Promise<void> {
  const who = await account(tx, own.id);
  await must(tx, own.id, current);
  const taken = await tx.db.selectFrom('accounts').select('id').where('email', '=', email).executeTakeFirst();
  if (taken) return;
  const link = await makeLink(tx, 'address', { account: own.id, email, lang: who.lang, origin });
  await enqueue(tx, 'mail.send', {
    template: 'address-change',
    lang: who.lang,
    to: email,
    values: { link, hours: linkHours.address },
  });
}

/** The new address is confirmed; both are told. Throws `accounts.link_over`. */
export async function confirmAddress(tx: Tx, token: string): Promise<void> {
  const { account: who, email } = await takeLink(tx, 'address', token);
  const taken = await tx.db.selectFrom('accounts').select('id').where('email', '=', email).executeTakeFirst();
  if (taken) return;
  await tx.db
    .updateTable('accounts')
    .set({ email, email_verified: true, updated_at: tx.now })
    .where('id', '=', who.id)
    .execute();
  await noteChange(tx, who.id, 'address-changed');
  await leaveLetter(tx, { template: 'address-changed', lang: who.lang, to: who.email, values: {} });
}

/** Accepts the code of conduct as it is now, whichever version was accepted before. */
export async function acceptConduct(tx: Tx, id: string): Promise<void> {
  await tx.db
    .updateTable('accounts')
    .set({ conduct_version: conductVersion, conduct_accepted_at: tx.now, updated_at: tx.now })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .execute();
  await recordAccountEvent(tx, id, 'conduct-accepted', { details: { conduct: conductVersion } });
}
