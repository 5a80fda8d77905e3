import { noInvitation } from '#features/meetings/invitations/errors.ts';
import { answerInput } from '#features/meetings/invitations/schema.ts';
import { answerForm } from '#lib/forms/answer.ts';
import type { Actions, PageServerLoad } from './$types';

/** Looking changes nothing: mail programs open links by themselves. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
  const asked = await locals.invitation.open(params.token);
  if (!asked) throw noInvitation();
  return { asked };
};

export const actions: Actions = {
  default: ({ request, locals, params }) =>
    answerForm(request, answerInput, async ({ answer }) => {
      await locals.invitation.answer(params.token, answer);
      return 'invite_answer_done';
    }),
};
