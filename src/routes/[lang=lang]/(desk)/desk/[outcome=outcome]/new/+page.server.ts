import { fail, redirect } from '@sveltejs/kit';
import { outcomeFields } from '#features/desk/outcomes/schema.ts';
import * as commands from '#features/desk/outcomes/server/commands.ts';
import * as desk from '#features/desk/outcomes/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** A decision or an action point of a body (?body=…) that no meeting came to. */
export const load: PageServerLoad = async ({ params: { outcome }, url, locals: { ask, today } }) =>
  ask((tx) => desk.openNew(tx, outcome, url.searchParams.get('body') ?? '', today));

export const actions: Actions = {
  default: async ({ request, url, params: { outcome, lang }, locals: { ask } }) => {
    const typed = typedIn(outcomeFields[outcome], sentIn(await request.formData()));
    let ref = '';
    const problem = await orProblem(
      ask(async (tx) => {
        ref = await commands.create(tx, outcome, url.searchParams.get('body') ?? '', typed);
      }),
    );
    if (problem) return fail(problem.status, { ...problem, typed });
    redirect(303, `/${lang}/desk/${outcome}/${ref}?saved=1`);
  },
};
