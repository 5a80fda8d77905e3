import * as commands from '#features/meetings/answers/server/commands.ts';
import * as answers from '#features/meetings/answers/server/queries.ts';
import { ownAnswerInput } from '#features/meetings/invitations/schema.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the person is invited to, with the answer. */
export const load: PageServerLoad = async ({ locals: { viewer, ask, today } }) => {
  personOf(viewer);
  return { invitations: await ask((tx) => answers.own(tx, today)) };
};

export const actions: Actions = {
  default: ({ request, locals: { viewer, ask, today } }) =>
    answerForm(request, ownAnswerInput, async ({ code, answer }) => {
      personOf(viewer);
      await ask((tx) => commands.answerOwn(tx, code, answer, today));
      return 'invite_answer_done';
    }),
};
