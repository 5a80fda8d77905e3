import { redirect } from '@sveltejs/kit';
import { openLink } from '#features/accounts/links/server/commands.ts';
import * as own from '#features/accounts/own/server/commands.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { email } = await locals.door.ask(locals.caller, locals.viewer, (tx) =>
    openLink(tx, 'address', params.token),
  );
  return { email };
};

export const actions: Actions = {
  default: async ({ params, locals: { door, caller, viewer } }) => {
    await door.ask(caller, viewer, (tx) => own.confirmAddress(tx, params.token));
    redirect(303, `/${params.lang}/sign-in?done=account_address_done`);
  },
};
