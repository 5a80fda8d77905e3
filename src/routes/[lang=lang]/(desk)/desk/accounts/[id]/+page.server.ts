import { redirect } from '@sveltejs/kit';
import * as closing from '#features/accounts/closing/server/commands.ts';
import * as grants from '#features/accounts/grants/server/commands.ts';
import { noAccount } from '#features/accounts/errors.ts';
import { mayClose, mayGrant, mayTie } from '#features/accounts/policy.ts';
import { closeOtherInput, endGrantInput, grantInput, tieInput } from '#features/accounts/schema.ts';
import { tie } from '#features/accounts/server/commands.ts';
import * as accounts from '#features/accounts/server/queries.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { requireDuty } from '#lib/server/auth/guard.ts';
import type { Actions, PageServerLoad } from './$types';

const isOwn = ({ viewer }: App.Locals, id: string) => viewer.kind !== 'person' || viewer.account === id;

export const load: PageServerLoad = ({ locals, params }) => {
  requireDuty(locals.viewer, 'secretariat', 'administrator', 'auditor');
  return locals.ask(async (tx) => ({
    today: locals.today,
    account: await accounts.open(tx, params.id),
    grants: await accounts.grants(tx, params.id),
    people: mayTie(locals.viewer) ? await accounts.people(tx) : null,
    mayGrant: mayGrant(locals.viewer) && !isOwn(locals, params.id),
    mayClose: mayClose(locals.viewer) && !isOwn(locals, params.id),
  }));
};

export const actions: Actions = {
  tie: ({ request, params, locals }) =>
    answerForm(request, tieInput, async ({ person }) => {
      const people = await locals.ask((tx) => accounts.people(tx));
      const chosen = person ? people.find(({ ref }) => ref === person) : null;
      if (chosen === undefined) throw noAccount();
      await locals.door.ask(locals.caller, locals.viewer, (tx) => tie(tx, params.id, chosen));
      return 'account_tie_done';
    }),
  grant: ({ request, params, locals }) =>
    answerForm(request, grantInput, async (input) => {
      await locals.ask((tx) => grants.give(tx, params.id, input));
      return 'account_grant_done';
    }),
  end: ({ request, params, locals }) =>
    answerForm(request, endGrantInput, async ({ grant, reason }) => {
      await locals.ask((tx) => grants.end(tx, params.id, grant, { day: locals.today, reason }));
      return 'account_grant_ended';
    }),
  withdraw: ({ request, params, locals }) =>
    answerForm(request, closeOtherInput, async ({ why: reason }) => {
      const { door, caller, viewer, today } = locals;
      await door.ask(caller, viewer, (tx) => closing.withdraw(tx, params.id, { reason, today }));
      redirect(303, `/${params.lang}/desk/accounts?done=account_withdraw_done`);
    }),
  close: ({ request, params, locals }) =>
    answerForm(request, closeOtherInput, async ({ why: reason }) => {
      const { door, caller, viewer, today } = locals;
      await door.ask(caller, viewer, (tx) => closing.close(tx, params.id, { reason, today }));
      redirect(303, `/${params.lang}/desk/accounts?done=account_close_other_done`);
    }),
};
