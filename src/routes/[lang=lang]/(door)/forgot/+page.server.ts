import * as own from '#features/accounts/own/server/commands.ts';
import { tooManyTries } from '#features/accounts/errors.ts';
import { emailInput } from '#features/accounts/schema.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { evenly } from '#lib/server/auth/evenly.ts';
import { isWithin } from '#lib/server/auth/limits.ts';
import type { Actions } from './$types';

/** As long as the answer takes, whether there is such an account or not. */
const evenMilliseconds = 400;

export const actions: Actions = {
  default: ({ request, locals: { door, caller, viewer } }) =>
    answerForm(request, emailInput, async ({ email }) => {
      if (!(await isWithin(door.means, caller, 'resets', email))) throw tooManyTries();
      await evenly(evenMilliseconds, () =>
        door.ask(caller, viewer, (tx) => own.askForReset(tx, email, door.origin)),
      );
      return 'account_forgot_done';
    }),
};
