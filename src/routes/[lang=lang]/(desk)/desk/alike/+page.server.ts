import { error, fail, redirect } from '@sveltejs/kit';
import * as likeness from '#features/commitments/likeness/server/commands.ts';
import { alike, isCut } from '#features/commitments/likeness/server/queries.ts';
import { alikeQuery, alikeSent, linkSent } from '#features/desk/likeness/schema.ts';
import * as commands from '#features/desk/likeness/server/commands.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();
const size = 20;

/** Commitments that may say the same, with the reason; or those found different, with who said so and why. */
export const load: PageServerLoad = async ({ url, locals: { ask } }) => {
  const asked = alikeQuery.parse(Object.fromEntries(url.searchParams));
  const list = await ask((tx) => alike(tx, { ...asked, size }));
  const cut = !asked.of && (await ask(isCut));
  return { asked, size, list, cut, timeZone: TIME_ZONE, isDone: url.searchParams.has('saved') };
};

export const actions: Actions = {
  link: async ({ request, params: { lang }, locals: { ask } }) => {
    const sent = linkSent.safeParse(Object.fromEntries(sentIn(await request.formData())));
    if (!sent.success) error(400);
    await ask((tx) => commands.link(tx, sent.data));
    redirect(303, `/${lang}/desk/alike?saved=1`);
  },
  dismiss: async ({ request, params: { lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const pair = alikeSent.safeParse(Object.fromEntries(sent));
    if (!pair.success) error(400);
    const { one, other } = pair.data;
    const reason = sent.get('reason') ?? '';
    const problem = await orProblem(ask((tx) => likeness.dismiss(tx, [one, other], reason)));
    if (problem) return fail(problem.status, { one, other, reason: problem.reason, typed: reason });
    redirect(303, `/${lang}/desk/alike?saved=1`);
  },
  recall: async ({ request, params: { lang }, locals: { ask } }) => {
    const pair = alikeSent.safeParse(Object.fromEntries(sentIn(await request.formData())));
    if (!pair.success) error(400);
    await ask((tx) => likeness.recall(tx, [pair.data.one, pair.data.other]));
    redirect(303, `/${lang}/desk/alike?saved=1`);
  },
};
