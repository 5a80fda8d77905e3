import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { invitationWithdrawn, linkOver } from '#features/accounts/errors.ts';
import { linkHours, type LinkPurpose } from '#features/accounts/rules.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { tokenHash } from '#lib/server/auth/hashed-tokens.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** Where each link leads. */
const pages: Record<LinkPurpose, string> = {
  invitation: 'accept',
  password: 'reset',
  address: 'confirm-address',
};

/** Whom a link belongs to. `email` is where it was sent. */
export type MailLink = {
  id: number;
  email: string;
  account: { id: string; name: string; email: string; lang: Lang };
};

/**
 * Makes a link for an account, good once; an earlier one for the same purpose is good no more. Only its hash is kept.
 * @returns the whole address, in the language of the reader
 */
export async function makeLink(
  tx: Tx,
  purpose: LinkPurpose,
  to: { account: string; email: string; lang: Lang; origin: string },
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await tx.db
    .updateTable('mail_links')
    .set({ used_at: tx.now })
    .where('account_id', '=', to.account)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
  await tx.db
    .insertInto('mail_links')
    .values({
      token: tokenHash(token),
      purpose,
      account_id: to.account,
      email: to.email,
      created_at: tx.now,
      expires_at: new Date(tx.now.getTime() + linkHours[purpose] * 60 * 60 * 1000),
    })
    .execute();
  return `${to.origin}/${to.lang}/${pages[purpose]}/${token}`;
}

/**
 * The link a token belongs to, while it is good. Throws `accounts.link_over`, `accounts.invitation_withdrawn`. Looking
 * does not use it up.
 */
export async function openLink(tx: Tx, purpose: LinkPurpose, token: string): Promise<MailLink> {
  const found = await tx.db
    .selectFrom('mail_links as l')
    .innerJoin('accounts as a', 'a.id', 'l.account_id')
    .select(['l.id', 'l.email', 'a.id as account', 'a.name', 'a.email as own', 'a.lang'])
    .select(['l.expires_at as until', 'a.closed_at as closed'])
    .where('l.token', '=', tokenHash(token))
    .where('l.purpose', '=', purpose)
    .where('l.used_at', 'is', null)
    .executeTakeFirst();
  if (found?.closed && purpose === 'invitation') throw invitationWithdrawn();
  if (!found || found.closed || found.until <= tx.now) throw linkOver();
  const { id, email, account, name, own, lang } = found;
  return { id, email, account: { id: account, name, email: own, lang } };
}

/** Uses a link up; of two at the same moment one gets it. Throws as `openLink` does. */
export async function takeLink(tx: Tx, purpose: LinkPurpose, token: string): Promise<MailLink> {
  const link = await openLink(tx, purpose, token);
  const taken =
    await sql`update mail_links set used_at = ${tx.now} where id = ${link.id} and used_at is null`.execute(
      tx.db,
    );
  if (taken.numAffectedRows !== 1n) throw linkOver();
  return link;
}
