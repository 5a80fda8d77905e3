import { fail, redirect } from '@sveltejs/kit';
import { mergingFields } from '#features/desk/merging/schema.ts';
import { mergeFrom } from '#features/desk/merging/server/commands.ts';
import { open } from '#features/desk/merging/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** A record that may be of an organisation recorded already, with what would move. */
export const load: PageServerLoad = async ({ params: { ref }, url, locals: { ask } }) => ({
  merging: await ask((tx) => open(tx, ref)),
  isSaved: url.searchParams.has('saved'),
});

export const actions: Actions = {
  default: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const typed = typedIn(mergingFields, sentIn(await request.formData()));
    let kept = '';
    const problem = await orProblem(
      ask(async (tx) => {
        kept = await mergeFrom(tx, ref, typed);
      }),
    );
    if (problem) return fail(problem.status, { ...problem, typed });
    redirect(303, `/${lang}/desk/organisations/${kept}/merge?saved=1`);
  },
};
