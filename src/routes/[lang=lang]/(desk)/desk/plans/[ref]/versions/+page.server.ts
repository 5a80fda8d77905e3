import { fail, redirect } from '@sveltejs/kit';
import { orProblem } from '#features/desk/server/queries.ts';
import { add, nextFields } from '#features/desk/versions/server/commands.ts';
import * as plans from '#features/plans/server/queries.ts';
import { planVersionFields } from '#features/plans/versions/schema.ts';
import * as versions from '#features/plans/versions/server/queries.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where a plan is adopted, revised and closed: its versions, what changed since the latest, and the form of the next. */
export const load: PageServerLoad = async ({ params: { ref }, url, locals: { ask, today } }) =>
  ask(async (tx) => {
    const fields = await nextFields(tx, ref);
    const all = await versions.versions(tx, ref);
    const last = all[0]?.number;
    return {
      plan: await plans.get(tx, ref),
      fields,
      versions: all,
      difference:
        last === undefined ? null : await versions.difference(tx, ref, { before: last, after: null }),
      isSaved: url.searchParams.has('saved'),
      today,
    };
  });

export const actions: Actions = {
  default: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const typed = typedIn(planVersionFields, sentIn(await request.formData()));
    const problem = await orProblem(ask((tx) => add(tx, ref, typed)));
    if (problem) return fail(problem.status, { ...problem, typed });
    redirect(303, `/${lang}/desk/plans/${ref}/versions?saved=1`);
  },
};
