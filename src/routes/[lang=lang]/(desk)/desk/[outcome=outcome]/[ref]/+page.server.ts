import { fail, redirect } from '@sveltejs/kit';
import { sentOf } from '#features/desk/keeping/schema.ts';
import * as commands from '#features/desk/outcomes/server/commands.ts';
import { outcomeFields } from '#features/desk/outcomes/schema.ts';
import * as desk from '#features/desk/outcomes/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();

/** The form of a decision or an action point, for whoever runs its body. */
export const load: PageServerLoad = async ({ params: { outcome, ref }, url, locals: { ask } }) =>
  ask(async (tx) => ({
    opened: await desk.open(tx, outcome, ref),
    isSaved: url.searchParams.has('saved'),
    timeZone: TIME_ZONE,
  }));

export const actions: Actions = {
  save: async ({ request, params: { outcome, ref, lang }, locals: { ask } }) => {
    const sent = sentOf(outcomeFields[outcome], sentIn(await request.formData()));
    const { typed, version, base } = sent;
    const problem = await orProblem(
      ask((tx) => commands.change(tx, outcome, ref, sent)),
      () => ask((tx) => desk.clash(tx, outcome, ref, { typed, version: base })),
      base < version,
    );
    if (problem) return fail(problem.status, { ...problem, typed, version, base });
    redirect(303, `/${lang}/desk/${outcome}/${ref}?saved=1`);
  },
  archive: async ({ request, params: { outcome, ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const archiving = { reason: sent.get('reason') ?? '', archived: sent.get('archived') === 'yes' };
    const problem = await orProblem(ask((tx) => commands.archive(tx, outcome, ref, archiving)));
    if (problem) return fail(problem.status, { ...problem, of: 'archive' as const });
    redirect(303, `/${lang}/desk/${outcome}/${ref}?saved=1`);
  },
};
