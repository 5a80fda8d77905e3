import { error, fail, redirect } from '@sveltejs/kit';
import { orProblem } from '#features/desk/server/queries.ts';
import { pairSent, pairsQuery } from '#features/plans/duplicates/schema.ts';
import * as commands from '#features/plans/duplicates/server/commands.ts';
import * as duplicates from '#features/plans/duplicates/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();
const size = 20;

/** Pairs of actions that may be the same, with the reason; or those found different, with who said so and why. */
export const load: PageServerLoad = async ({ url, locals: { ask } }) => {
  const asked = pairsQuery.parse(Object.fromEntries(url.searchParams));
  const list = await ask((tx) => duplicates.flagged(tx, { ...asked, size }));
  return { asked, size, list, timeZone: TIME_ZONE, isDone: url.searchParams.has('saved') };
};

export const actions: Actions = {
  dismiss: async ({ request, params: { lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const pair = pairSent.safeParse(Object.fromEntries(sent));
    if (!pair.success) error(400);
    const { one, other } = pair.data;
    const reason = sent.get('reason') ?? '';
    const problem = await orProblem(ask((tx) => commands.dismiss(tx, [one, other], reason)));
    if (problem) return fail(problem.status, { one, other, reason: problem.reason, typed: reason });
    redirect(303, `/${lang}/desk/overlaps/pairs?saved=1`);
  },
  recall: async ({ request, params: { lang }, locals: { ask } }) => {
    const pair = pairSent.safeParse(Object.fromEntries(sentIn(await request.formData())));
    if (!pair.success) error(400);
    await ask((tx) => commands.recall(tx, [pair.data.one, pair.data.other]));
    redirect(303, `/${lang}/desk/overlaps/pairs?saved=1`);
  },
};
