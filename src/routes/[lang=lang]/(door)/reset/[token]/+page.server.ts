import { redirect } from '@sveltejs/kit';
import { openLink } from '#features/accounts/links/server/commands.ts';
import * as own from '#features/accounts/own/server/commands.ts';
import { newPasswordInput } from '#features/accounts/schema.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { passwordErrors } from '#features/accounts/labels.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  await locals.door.ask(locals.caller, locals.viewer, (tx) => openLink(tx, 'password', params.token));
};

export const actions: Actions = {
  default: ({ request, params, locals: { door, caller, viewer } }) =>
    answerForm(
      request,
      newPasswordInput,
      async ({ password }) => {
        await door.ask(caller, viewer, (tx) => own.reset(tx, params.token, password));
        redirect(303, `/${params.lang}/sign-in?done=account_reset_done`);
      },
      passwordErrors,
    ),
};
