import * as invitations from '#features/accounts/invitations/server/commands.ts';
import { tooManyTries } from '#features/accounts/errors.ts';
import { requestInput } from '#features/accounts/schema.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { isWithin } from '#lib/server/auth/limits.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: ({ request, locals: { door, caller, viewer } }) =>
    answerForm(request, requestInput, async (input) => {
      if (!(await isWithin(door.means, caller, 'requests'))) throw tooManyTries();
      await door.ask(caller, viewer, (tx) => invitations.request(tx, input, caller.today));
      return 'account_request_done';
    }),
};
