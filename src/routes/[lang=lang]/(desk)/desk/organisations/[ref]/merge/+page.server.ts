import { fail, redirect } from '@sveltejs/kit';
import { mergingFields } from '#features/desk/merging/schema.ts';
import { mergeFrom } from '#features/desk/merging/server/commands.ts';
import { open, sideOf, type Side } from '#features/desk/merging/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** A record that may be of an organisation recorded already, with what would move. */
export const load: PageServerLoad = async ({ params: { ref }, locals: { ask } }) => ({
  merging: await ask((tx) => open(tx, ref)),
});

export const actions: Actions = {
  /** Shows both records side by side first; they become one when that was confirmed. */
  default: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const typed = typedIn(mergingFields, sent);
    const isSure = sent.get('sure') === 'yes';
    let kept = '';
    const problem = await orProblem(
      ask(async (tx) => {
        kept = await mergeFrom(tx, ref, typed, isSure);
      }),
    );
    if (problem) return fail(problem.status, { ...problem, typed });
    if (isSure) redirect(303, `/${lang}/desk/organisations/${kept}?saved=1&merged=1`);
    const other: Side = await ask((tx) => sideOf(tx, kept));
    return { problems: [], reason: null, typed, other };
  },
};
