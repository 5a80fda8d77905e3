import * as invitations from '#features/accounts/invitations/server/commands.ts';
import { mayInvite } from '#features/accounts/policy.ts';
import * as accounts from '#features/accounts/server/queries.ts';
import { decideInput, inviteInput } from '#features/accounts/schema.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { requireDuty } from '#lib/server/auth/guard.ts';
import type { Actions, PageServerLoad } from './$types';

/** What was done on the page of one account, said over the list. */
const outcomes = ['account_withdraw_done', 'account_close_other_done'] as const;

export const load: PageServerLoad = ({ locals, url }) => {
  requireDuty(locals.viewer, 'secretariat', 'administrator', 'auditor');
  return locals.ask(async (tx) => ({
    accounts: await accounts.list(tx),
    requests: await accounts.requests(tx),
    mayInvite: mayInvite(locals.viewer),
    done: outcomes.find((outcome) => outcome === url.searchParams.get('done')) ?? null,
  }));
};

export const actions: Actions = {
  invite: ({ request, locals: { door, caller, viewer } }) =>
    answerForm(
      request,
      inviteInput,
      async (input) => {
        await door.ask(caller, viewer, (tx) => invitations.invite(tx, input, door.origin));
        return 'account_invite_done';
      },
      { 'accounts.exists': 'email' },
    ),
  approve: ({ request, locals: { door, caller, viewer } }) =>
    answerForm(request, decideInput, async ({ id }) => {
      const decision = { approve: true, origin: door.origin } as const;
      await door.ask(caller, viewer, (tx) => invitations.decide(tx, id, decision));
      return 'account_request_approved';
    }),
  decline: ({ request, locals: { door, caller, viewer } }) =>
    answerForm(request, decideInput, async ({ id, answer }) => {
      await door.ask(caller, viewer, (tx) => invitations.decide(tx, id, { approve: false, answer }));
      return 'account_request_declined';
    }),
};
