import { fail, redirect } from '@sveltejs/kit';
import { sentOf } from '#features/desk/keeping/schema.ts';
import { choices } from '#features/desk/naming/server/queries.ts';
import * as commands from '#features/desk/server/commands.ts';
import * as desk from '#features/desk/server/queries.ts';
import { roundFields } from '#features/rounds/schema.ts';
import { sentIn } from '#lib/forms/fields.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();

/** The form of a round, for the secretariat. */
export const load: PageServerLoad = ({ params: { ref }, locals: { ask } }) =>
  ask(async (tx) => {
    const record = await desk.open(tx, 'rounds', ref);
    return { record, titles: await choices(tx, roundFields, record.typed), timeZone: TIME_ZONE };
  });

export const actions: Actions = {
  save: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const form = sentOf(roundFields, sentIn(await request.formData()));
    const { typed, version, base } = form;
    const problem = await desk.orProblem(
      ask((tx) => commands.change(tx, 'rounds', ref, form)),
      () => ask((tx) => desk.clash(tx, 'rounds', ref, { typed, version: base })),
      base < version,
    );
    if (problem) return fail(problem.status, { ...problem, typed, base, version });
    redirect(303, `/${lang}/desk/rounds/${ref}?saved=1`);
  },
  archive: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const archiving = { reason: sent.get('reason') ?? '', archived: sent.get('archived') === 'yes' };
    const problem = await desk.orProblem(ask((tx) => commands.archive(tx, 'rounds', ref, archiving)));
    if (problem) return fail(problem.status, { ...problem, of: 'archive' as const });
    redirect(303, `/${lang}/desk/rounds/${ref}/edit?saved=1`);
  },
};
