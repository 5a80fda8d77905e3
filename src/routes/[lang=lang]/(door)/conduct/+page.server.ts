import { redirect } from '@sveltejs/kit';
import * as own from '#features/accounts/own/server/commands.ts';
import { conductInput } from '#features/accounts/schema.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { safePath } from '#lib/safe-path.ts';
import type { Actions, PageServerLoad } from './$types';

/** For whoever is signed in and has not accepted the code of conduct as it is now; everybody else goes on. */
export const load: PageServerLoad = ({ locals, params, url }) => {
  if (locals.session?.lacks !== 'conduct')
    redirect(303, safePath(url.searchParams.get('to'), `/${params.lang}/desk`));
};

export const actions: Actions = {
  default: ({ request, locals, params, url }) =>
    answerForm(request, conductInput, async () => {
      const { session, door, caller } = locals;
      if (session?.lacks === 'conduct') {
        const { id, name: actor } = session.account;
        // Not let in yet, so not the viewer of this request; what is done here is theirs all the same.
        const viewer = { kind: 'person', account: id, actor, access: session.access } as const;
        await door.ask(caller, viewer, (tx) => own.acceptConduct(tx, id));
      }
      redirect(303, safePath(url.searchParams.get('to'), `/${params.lang}/desk`));
    }),
};
