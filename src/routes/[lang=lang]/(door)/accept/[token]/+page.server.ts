import { redirect } from '@sveltejs/kit';
import * as invitations from '#features/accounts/invitations/server/commands.ts';
import { linkOver } from '#features/accounts/errors.ts';
import { openLink } from '#features/accounts/links/server/commands.ts';
import { acceptInput, acceptWithPasswordInput } from '#features/accounts/schema.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { cookieOf } from '#lib/server/auth/caller.ts';
import { deviceCookie, rememberDevice } from '#lib/server/auth/known-device.ts';
import { passwordErrors } from '#features/accounts/labels.ts';
import type { Actions, PageServerLoad } from './$types';

/** Looking at an invitation does not use it up: mail programs look too. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { account } = await locals.door.ask(locals.caller, locals.viewer, (tx) =>
    openLink(tx, 'invitation', params.token),
  );
  return { email: account.email, name: account.name, provider: locals.door.provider };
};

export const actions: Actions = {
  open: ({ request, locals, params }) =>
    answerForm(
      request,
      acceptWithPasswordInput,
      async (input) => {
        const { email } = await locals.door.ask(locals.caller, locals.viewer, (tx) =>
          invitations.accept(tx, params.token, input),
        );
        // Whoever opened the account here needs no letter about an unknown browser at the first sign-in.
        const kept = cookieOf(locals.caller, deviceCookie);
        locals.cookiesToSet.push(rememberDevice(locals.door.means, email, kept));
        redirect(303, `/${input.lang}/sign-in?done=account_accept_done`);
      },
      passwordErrors,
    ),
  /** Without a password: the person goes on to the other provider from the sign-in page. */
  provider: ({ request, locals: { door, caller, viewer }, params }) =>
    answerForm(request, acceptInput, async (input) => {
      if (!door.provider) throw linkOver();
      await door.ask(caller, viewer, (tx) => invitations.accept(tx, params.token, input));
      redirect(303, `/${input.lang}/sign-in?done=account_accept_provider_done`);
    }),
};
