import { redirect } from '@sveltejs/kit';
import * as invitations from '#features/accounts/invitations/server/commands.ts';
import { openLink } from '#features/accounts/links/server/commands.ts';
import { acceptInput } from '#features/accounts/schema.ts';
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
  return { email: account.email, name: account.name };
};

export const actions: Actions = {
  default: ({ request, locals, params }) =>
    answerForm(
      request,
      acceptInput,
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
};
