import { fail, redirect } from '@sveltejs/kit';
import { rotate } from '#features/desk/rotation/server/commands.ts';
import { rotationFields } from '#features/desk/rotation/schema.ts';
import * as rotation from '#features/desk/rotation/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who leads a body next, one organisation after the other. */
export const load: PageServerLoad = async ({ params: { ref }, url, locals: { ask } }) => ({
  ...(await ask((tx) => rotation.open(tx, ref))),
  isSaved: url.searchParams.has('saved'),
});

/** First what would happen is shown, then it is done. */
export const actions: Actions = {
  show: async ({ request, params: { ref }, locals: { ask } }) => {
    const typed = typedIn(rotationFields, sentIn(await request.formData()));
    let plan: rotation.Plan | null = null;
    const problem = await orProblem(
      ask(async (tx) => {
        plan = await rotation.plan(tx, ref, typed);
      }),
    );
    if (problem) return fail(problem.status, { ...problem, typed, plan: null });
    return { typed, problems: [], reason: null, plan: plan as rotation.Plan | null };
  },
  save: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const typed = typedIn(rotationFields, sentIn(await request.formData()));
    const problem = await orProblem(ask((tx) => rotate(tx, ref, typed)));
    if (problem) return fail(problem.status, { ...problem, typed, plan: null });
    redirect(303, `/${lang}/desk/bodies/${ref}/chairs?saved=1`);
  },
};
