import { fail, redirect } from '@sveltejs/kit';
import { importFields } from '#features/imports/labels.ts';
import { importInput } from '#features/imports/schema.ts';
import * as commands from '#features/imports/server/commands.ts';
import { list } from '#features/imports/server/queries.ts';
import { choices, resolve } from '#features/desk/naming/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { FormRefused } from '#features/desk/errors.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import { problemsIn } from '#lib/forms/problems.ts';
import { readForm } from '#lib/server/files/form.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();

/** The files brought in last, and a form for another one. */
export const load: PageServerLoad = ({ locals: { ask } }) =>
  ask(async (tx) => ({
    imports: await list(tx),
    timeZone: TIME_ZONE,
    fields: importFields,
    titles: await choices(tx, importFields),
  }));

export const actions: Actions = {
  default: async ({ request, params: { lang }, locals: { ask } }) => {
    const data = await readForm(request);
    const typed = typedIn(importFields, sentIn(data));
    const sent = data.get('file');
    const file = {
      name: sent instanceof File ? sent.name : '',
      bytes: new Uint8Array(sent instanceof File ? await sent.arrayBuffer() : []),
    };
    let id = '';
    const problem = await orProblem(
      ask(async (tx) => {
        const named = await resolve(tx, importFields, typed);
        const input = importInput.safeParse(named.typed);
        const problems = [
          ...named.problems,
          ...(input.success ? [] : problemsIn(importFields, input.error, named.typed)),
        ];
        if (!input.success || problems.length > 0) throw new FormRefused(problems);
        id = await commands.begin(tx, { ...input.data, file });
      }),
    );
    if (problem) return fail(problem.status, { ...problem, typed });
    redirect(303, `/${lang}/desk/imports/${id}`);
  },
};
