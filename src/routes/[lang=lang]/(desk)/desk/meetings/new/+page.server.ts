import { fail, redirect } from '@sveltejs/kit';
import * as commands from '#features/desk/meetings/server/commands.ts';
import * as desk from '#features/desk/meetings/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { fieldsFor } from '#features/meetings/workbench/schema.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** First what kind of meeting, of whom and when; then the form that fits. */
export const load: PageServerLoad = async ({ url: { searchParams: asked }, locals: { ask, today } }) =>
  ask(async (tx) => ({
    bodies: await workbench.bodiesToMeet(tx),
    asked: { kind: asked.get('kind'), body: asked.get('body') ?? '', day: asked.get('day') ?? '' },
    form: asked.has('kind')
      ? await desk.newForm(
          tx,
          { kind: asked.get('kind'), body: asked.get('body'), day: asked.get('day') },
          today,
        )
      : null,
  }));

export const actions: Actions = {
  default: async ({ request, url, params: { lang }, locals: { ask } }) => {
    const kind = desk.kindIn(url.searchParams.get('kind'));
    const typed = typedIn(fieldsFor(kind, true), sentIn(await request.formData()));
    let ref = '';
    const problem = await orProblem(
      ask(async (tx) => {
        ref = await commands.create(tx, kind, typed);
      }),
    );
    if (problem) return fail(problem.status, { ...problem, typed });
    redirect(303, `/${lang}/desk/meetings/${ref}?saved=1`);
  },
};
