import { fail, redirect } from '@sveltejs/kit';
import { round } from '#features/rounds/completeness/server/queries.ts';
import { contributionAnswer, contributionInput } from '#features/rounds/contributions/schema.ts';
import { answer, contribute } from '#features/rounds/contributions/server/commands.ts';
import {
  actionsIn,
  contributionsOf,
  ownCivilSociety,
} from '#features/rounds/contributions/server/queries.ts';
import { hasDuty } from '#lib/access.ts';
import { answerForm } from '#lib/forms/answer.ts';
import type { Actions, PageServerLoad } from './$types';

/** What civil society adds to the actions of a round, for those who add and those who answer. */
export const load: PageServerLoad = ({ params: { ref }, url, locals: { ask, viewer } }) =>
  ask(async (tx) => {
    const found = await round(tx, ref);
    const own = await ownCivilSociety(tx);
    return {
      round: found,
      own,
      actions: own.length > 0 ? await actionsIn(tx, found.id) : [],
      contributions: await contributionsOf(tx, found.id),
      keeps: hasDuty(viewer, 'secretariat'),
      isSaved: url.searchParams.has('saved'),
    };
  });

const here = ({ lang, ref }: { lang: string; ref: string }) =>
  `/${lang}/desk/rounds/${ref}/contributions?saved=1`;

export const actions: Actions = {
  add: async ({ request, params, locals: { ask } }) => {
    const answered = await answerForm(request, contributionInput, async (input) => {
      await ask(async (tx) => contribute(tx, await round(tx, params.ref), input, params.lang));
      redirect(303, here(params));
    });
    return 'status' in answered ? fail(answered.status, { ...answered.data, of: 'add' }) : undefined;
  },
  answer: async ({ request, params, locals: { ask } }) => {
    const answered = await answerForm(request, contributionAnswer, async (input) => {
      await ask((tx) => answer(tx, input));
      redirect(303, here(params));
    });
    if (!('status' in answered)) return undefined;
    return fail(answered.status, { ...answered.data, of: answered.data.typed['contribution'] ?? '' });
  },
};
