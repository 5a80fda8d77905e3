import { redirect } from '@sveltejs/kit';
import { reportInput } from '#features/meetings/action-points/schema.ts';
import * as commands from '#features/meetings/action-points/server/commands.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { written } from '#lib/translated.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where somebody who took a point on says how far it is. */
export const load: PageServerLoad = async ({ params: { ref }, url, locals: { ask, today } }) =>
  ask(async (tx) => ({
    point: await points.get(tx, ref, today),
    mayReport: await points.mayReport(tx, ref),
    isSaved: url.searchParams.has('saved'),
    today,
  }));

export const actions: Actions = {
  default: ({ request, params: { ref, lang }, locals: { ask, today } }) =>
    answerForm(
      request,
      reportInput,
      async ({ status, on_day, comment, proof }) => {
        const step = { status, on_day, comment: comment ? written(comment, lang) : undefined, proof };
        await ask((tx) => commands.addStep(tx, ref, step, today));
        redirect(303, `/${lang}/desk/action-points/${ref}?saved=1`);
      },
      { 'action_point.step_in_future': 'on_day', 'action_point.step_too_early': 'on_day' },
    ),
};
