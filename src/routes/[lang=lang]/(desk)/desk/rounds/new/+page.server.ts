import { fail, redirect } from '@sveltejs/kit';
import { choices } from '#features/desk/naming/server/queries.ts';
import * as commands from '#features/desk/server/commands.ts';
import * as desk from '#features/desk/server/queries.ts';
import { roundBegins, roundFields } from '#features/rounds/schema.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** An empty form of a round; what the address names is filled in: ?plan=… */
export const load: PageServerLoad = ({ url, locals: { ask } }) =>
  ask(async (tx) => {
    desk.mayKeep(tx);
    const given = { visibility: 'public', published: 'yes', ...roundBegins };
    const typed = { ...given, ...typedIn(roundFields, new Map(url.searchParams)) };
    return { titles: await choices(tx, roundFields, typed), typed };
  });

export const actions: Actions = {
  default: async ({ request, params: { lang }, locals: { ask } }) => {
    const typed = typedIn(roundFields, sentIn(await request.formData()));
    let made = '';
    const problem = await desk.orProblem(
      ask(async (tx) => {
        made = await commands.create(tx, 'rounds', typed);
      }),
    );
    if (problem) return fail(problem.status, { ...problem, typed });
    redirect(303, `/${lang}/desk/rounds/${made}?saved=1`);
  },
};
