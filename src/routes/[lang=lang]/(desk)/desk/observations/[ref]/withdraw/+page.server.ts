import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { open } from '#features/desk/server/queries.ts';
import { withdrawalInput } from '#features/indicators/withdrawals/schema.ts';
import * as withdrawals from '#features/indicators/withdrawals/server/commands.ts';
import { withdrawnState } from '#features/indicators/withdrawals/server/queries.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { written } from '#lib/translated.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where a figure is withdrawn, and a withdrawal taken back. */
export const load: PageServerLoad = async ({ params: { ref }, locals: { ask } }) =>
  ask(async (tx) => ({
    record: await open(tx, 'observations', ref),
    state: await withdrawnState(tx, ref),
  }));

export const actions: Actions = {
  withdraw: ({ request, params: { ref, lang }, locals: { ask, today } }) =>
    answerForm(
      request,
      withdrawalInput,
      async ({ reason, replaced_by }) => {
        await ask((tx) =>
          withdrawals.withdraw(tx, ref, { reason: written(reason, lang), replacedBy: replaced_by, today }),
        );
        redirect(303, `/${lang}/desk/observations/${ref}/withdraw`);
      },
      { 'record.unknown_reference': 'replaced_by' },
    ),
  reinstate: ({ request, params: { ref, lang }, locals: { ask } }) =>
    answerForm(request, z.object({}), async () => {
      await ask((tx) => withdrawals.reinstate(tx, ref));
      redirect(303, `/${lang}/desk/observations/${ref}/withdraw`);
    }),
};
