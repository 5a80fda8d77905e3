import { redirect } from '@sveltejs/kit';
import { closeOwn } from '#features/accounts/closing/server/commands.ts';
import * as commands from '#features/accounts/own/server/commands.ts';
import * as queries from '#features/accounts/own/server/queries.ts';
import { passwordErrors } from '#features/accounts/labels.ts';
import { changeAddressInput, changePasswordInput, closeInput, rowInput } from '#features/accounts/schema.ts';
import { tooManyTries, wrongPassword } from '#features/accounts/errors.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { isWithin } from '#lib/server/auth/limits.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import { noteChange } from '#lib/server/auth/notices.ts';
import { renewRecoveryCodes, switchOff } from '#lib/server/auth/second-factor.ts';
import type { Actions, PageServerLoad } from './$types';

const ownOf = (locals: App.Locals) => ({
  id: personOf(locals.viewer).account,
  session: locals.session?.id ?? '',
});

/** Passwords asked for again are tried as seldom as at the door. */
async function limited({ door, caller, viewer }: App.Locals): Promise<void> {
  if (!(await isWithin(door.means, caller, 'passwords', personOf(viewer).account))) throw tooManyTries();
}

export const load: PageServerLoad = ({ locals }) => {
  const { id, session } = ownOf(locals);
  return locals.door.ask(locals.caller, locals.viewer, async (tx) => ({
    session,
    sessions: await queries.sessions(tx, id),
    factors: await queries.factors(tx, id),
  }));
};

export const actions: Actions = {
  password: ({ request, locals }) =>
    answerForm(
      request,
      changePasswordInput,
      async (input) => {
        await limited(locals);
        await locals.door.ask(locals.caller, locals.viewer, (tx) =>
          commands.changePassword(tx, ownOf(locals), input),
        );
        return 'account_password_done';
      },
      passwordErrors,
    ),
  address: ({ request, locals }) =>
    answerForm(request, changeAddressInput, async (input) => {
      await limited(locals);
      const { origin } = locals.door;
      await locals.door.ask(locals.caller, locals.viewer, (tx) =>
        commands.askForAddress(tx, ownOf(locals), { ...input, origin }),
      );
      return 'account_change_address_done';
    }),
  end: ({ request, locals }) =>
    answerForm(request, rowInput, async ({ id }) => {
      await locals.door.ask(locals.caller, locals.viewer, (tx) => commands.endSession(tx, ownOf(locals), id));
      return 'account_session_ended';
    }),
  /** Answers with the page itself: the codes are shown this once and stand nowhere else. */
  renew: async ({ request, locals }) => {
    const { door, caller, viewer } = locals;
    const made: { codes: string[] } = { codes: [] };
    const answer = await answerForm(request, closeInput, async ({ current }) => {
      await limited(locals);
      const codes = await renewRecoveryCodes(door.means, caller, current);
      if (!codes) throw wrongPassword();
      made.codes = codes;
      const { account } = personOf(viewer);
      await door.ask(caller, viewer, (tx) => noteChange(tx, account, 'recovery-codes-made'));
      return 'account_codes_renewed';
    });
    return 'status' in answer ? answer : { ...answer, ...made };
  },
  codes: ({ request, locals }) =>
    answerForm(request, closeInput, async ({ current }) => {
      await limited(locals);
      const cookies = await switchOff(locals.door.means, locals.caller, current);
      if (!cookies) throw wrongPassword();
      const { id } = ownOf(locals);
      await locals.door.ask(locals.caller, locals.viewer, (tx) => noteChange(tx, id, 'second-factor-off'));
      locals.cookiesToSet.push(...cookies);
      return 'account_factor_off_done';
    }),
  passkey: ({ request, locals }) =>
    answerForm(request, rowInput, async ({ id }) => {
      const own = ownOf(locals);
      await locals.door.ask(locals.caller, locals.viewer, (tx) => commands.removePasskey(tx, own, id));
      return 'account_passkey_removed';
    }),
  close: ({ request, locals, params }) =>
    answerForm(request, closeInput, async ({ current }) => {
      await limited(locals);
      await locals.door.ask(locals.caller, locals.viewer, (tx) => closeOwn(tx, current, locals.today));
      locals.cookiesToSet.push(...(await locals.door.signOut(locals.caller)));
      redirect(303, `/${params.lang}`);
    }),
};
