import { redirect } from '@sveltejs/kit';
import { cloneForm } from '#features/desk/cloning/schema.ts';
import { clone } from '#features/desk/cloning/server/commands.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { answerForm } from '#lib/forms/answer.ts';
import type { Actions, PageServerLoad } from './$types';

/** The next meeting after the pattern of this one, or several. */
export const load: PageServerLoad = async ({ params: { ref }, locals: { ask } }) => ({
  meeting: await ask((tx) => workbench.run(tx, ref)),
});

export const actions: Actions = {
  default: ({ request, params: { ref, lang }, locals: { ask, today } }) =>
    answerForm(
      request,
      cloneForm,
      async (cloning) => {
        const made = await ask((tx) => clone(tx, ref, cloning, today));
        const [first] = made;
        if (first === undefined) return undefined;
        redirect(303, `/${lang}/desk/meetings/${first}?saved=1&made=${made.join('+')}`);
      },
      { 'clone.not_after': 'day' },
    ),
};
