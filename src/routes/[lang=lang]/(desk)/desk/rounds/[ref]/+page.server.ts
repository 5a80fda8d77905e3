import { fail, redirect } from '@sveltejs/kit';
import { orProblem } from '#features/desk/server/queries.ts';
import { board, round, toApprove } from '#features/rounds/completeness/server/queries.ts';
import { ownCivilSociety } from '#features/rounds/contributions/server/queries.ts';
import { exceptionInput } from '#features/rounds/locks/schema.ts';
import { giveTime } from '#features/rounds/locks/server/commands.ts';
import { exceptionsOf } from '#features/rounds/locks/server/queries.ts';
import { ask as askForReports } from '#features/rounds/progress-reports/server/commands.ts';
import { hasDuty } from '#lib/access.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();

/** Who has reported in a round, as far as whoever asks sees it. */
export const load: PageServerLoad = ({ params: { ref }, url, locals: { ask, today, viewer } }) =>
  ask(async (tx) => {
    const found = await round(tx, ref);
    return {
      round: found,
      lines: await board(tx, found),
      toApprove: (await toApprove(tx, found)).length,
      exceptions: await exceptionsOf(tx, found.id),
      contributes: (await ownCivilSociety(tx)).length > 0,
      keeps: hasDuty(viewer, 'secretariat'),
      asked: url.searchParams.get('asked'),
      isSaved: url.searchParams.has('saved'),
      today,
      timeZone: TIME_ZONE,
    };
  });

export const actions: Actions = {
  ask: async ({ params: { ref, lang }, locals: { ask } }) => {
    let count = 0;
    const refusal = await orProblem(
      ask(async (tx) => {
        count = (await askForReports(tx, ref)).length;
      }),
    );
    if (refusal) return fail(refusal.status, { ...refusal, of: 'ask' as const });
    redirect(303, `/${lang}/desk/rounds/${ref}?asked=${String(count)}`);
  },
  giveTime: async ({ request, params: { ref, lang }, locals: { ask, today } }) => {
    const answer = await answerForm(
      request,
      exceptionInput,
      async (input) => {
        await ask((tx) => giveTime(tx, ref, input, today));
        redirect(303, `/${lang}/desk/rounds/${ref}?saved=1#exceptions`);
      },
      { 'round.exception_past': 'until_on', 'record.unknown_reference': 'organisation' },
    );
    return 'status' in answer ? fail(answer.status, { ...answer.data, of: 'time' as const }) : undefined;
  },
};
