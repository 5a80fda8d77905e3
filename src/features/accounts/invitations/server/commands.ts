import { randomUUID } from 'node:crypto';
import { accountExists, badPassword, linkOver, noAccount } from '#features/accounts/errors.ts';
import { makeLink, takeLink } from '#features/accounts/links/server/commands.ts';
import { tell, whoInvites } from '#features/accounts/letters/server/commands.ts';
import { mayInvite, must } from '#features/accounts/policy.ts';
import { conductVersion, linkHours, passwordProblem } from '#features/accounts/rules.ts';
import type { AcceptInput, InviteInput, RequestInput } from '#features/accounts/schema.ts';
import { setPassword } from '#lib/server/auth/password.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { recordAccountEvent } from '#lib/server/history/account-event.ts';
import { enqueue } from '#lib/server/outbox/outbox.ts';

/**
 * Invites somebody: makes an account that cannot sign in yet and mails its link in the invitee's language; an invited
 * account gets a new link. Throws `door.no_duty`, and `accounts.exists` when the account is open already.
 * @returns the account and the link, for the command line
 */
export async function invite(
  tx: Tx,
  input: InviteInput,
  origin: string,
): Promise<{ account: string; link: string }> {
  must(mayInvite(tx.viewer));
  const account = await invitedAccount(tx, input);
  const link = await makeLink(tx, 'invitation', { account, email: input.email, lang: input.lang, origin });
  await enqueue(tx, 'mail.send', {
    template: 'invitation',
    lang: input.lang,
    to: input.email,
    values: { name: input.name, link, days: linkHours.invitation / 24 },
  });
  await recordAccountEvent(tx, account, 'invited');
  return { account, link };
}

async function invitedAccount(tx: Tx, { email, name, lang }: InviteInput): Promise<string> {
  const known = await tx.db
    .selectFrom('accounts')
    .select(['id', 'email_verified', 'closed_at'])
    .where('email', '=', email)
    .executeTakeFirst();
  if (known && (known.email_verified || known.closed_at)) throw accountExists();
  if (known) {
    await tx.db
      .updateTable('accounts')
      .set({ name, lang, updated_at: tx.now })
      .where('id', '=', known.id)
      .execute();
    return known.id;
  }
  const id = randomUUID();
  await tx.db
    .insertInto('accounts')
    .values({ id, name, email, lang, created_at: tx.now, updated_at: tx.now })
    .execute();
  return id;
}

/**
 * The invitee opens the account: name, language, the code of conduct, and a password; without one they sign in with the
 * other provider. The link proves the address, and the provider has to prove the same one. Throws
 * `accounts.link_over`, `accounts.invitation_withdrawn`, and `accounts.password_…` for a password against the rules.
 */
export async function accept(
  tx: Tx,
  token: string,
  input: AcceptInput & { password?: string },
): Promise<{ email: string }> {
  const { account } = await takeLink(tx, 'invitation', token);
  const { password } = input;
  const problem =
    password === undefined ? null : passwordProblem(password, { email: account.email, name: input.name });
  if (problem) throw badPassword(problem);
  const opened = await tx.db
    .updateTable('accounts')
    .set({
      name: input.name,
      lang: input.lang,
      email_verified: true,
      conduct_version: conductVersion,
      conduct_accepted_at: tx.now,
      updated_at: tx.now,
    })
    .where('id', '=', account.id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (opened.numUpdatedRows === 0n) throw linkOver();
  if (password !== undefined) await setPassword(tx, account.id, password);
  await recordAccountEvent(tx, account.id, 'opened', { details: { conduct: conductVersion } });
  return { email: account.email };
}

/**
 * Somebody asks for access, and those who decide on it get a letter. Nothing in the answer says whether the address is
 * known here. `today`: the civil day of the country, on which somebody has the duty to decide.
 */
export async function request(tx: Tx, input: RequestInput, today: string): Promise<void> {
  const waiting = await tx.db
    .selectFrom('access_requests')
    .select('id')
    .where('email', '=', input.email)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  if (waiting) return;
  const isFirst = await noneLately(tx);
  await tx.db
    .insertInto('access_requests')
    .values({ ...input, created_at: tx.now })
    .execute();
  if (!isFirst) return;
  const { name, organisation } = input;
  for (const decider of await whoInvites(tx, today))
    await tell(tx, decider, (lang, desk) => ({
      template: 'access-request',
      values: { name, organisation, link: `${desk}/accounts` },
    }));
}

/**
 * Did nobody ask in the last hour who still waits? The letter about the first leads to all of them, so a flood of
 * requests makes one letter an hour.
 */
async function noneLately(tx: Tx): Promise<boolean> {
  const lately = await tx.db
    .selectFrom('access_requests')
    .select('id')
    .where('decided_at', 'is', null)
    .where('created_at', '>', new Date(tx.now.getTime() - 60 * 60 * 1000))
    .executeTakeFirst();
  return lately === undefined;
}

/**
 * A named person approves a request, which invites, or declines it with an answer that is mailed.
 * Throws `door.no_duty`, `accounts.unknown` when it was decided meanwhile, `accounts.exists`.
 */
export async function decide(
  tx: Tx,
  id: number,
  decision: { approve: true; origin: string } | { approve: false; answer: string },
): Promise<void> {
  must(mayInvite(tx.viewer));
  const asked = await tx.db
    .updateTable('access_requests')
    .set({
      decided_at: tx.now,
      decided_by: tx.viewer.kind === 'public' ? '' : tx.viewer.actor,
      decision: decision.approve ? 'approved' : 'declined',
      answer: decision.approve ? null : decision.answer,
    })
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .returning(['email', 'name', 'lang'])
    .executeTakeFirst();
  if (!asked) throw noAccount();
  if (decision.approve) {
    await invite(tx, asked, decision.origin);
    return;
  }
  await enqueue(tx, 'mail.send', {
    template: 'access-declined',
    lang: asked.lang,
    to: asked.email,
    values: { reason: decision.answer },
  });
}
