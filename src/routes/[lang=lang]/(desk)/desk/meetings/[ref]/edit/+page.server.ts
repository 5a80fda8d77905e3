import { fail, redirect } from '@sveltejs/kit';
import { sentOf } from '#features/desk/keeping/schema.ts';
import * as commands from '#features/desk/meetings/server/commands.ts';
import * as desk from '#features/desk/meetings/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { meetingFields } from '#features/meetings/workbench/schema.ts';
import { sentIn } from '#lib/forms/fields.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();

/** The form of a meeting, with the fields that make sense for its kind. */
export const load: PageServerLoad = async ({ params: { ref }, locals: { ask } }) => ({
  meeting: await ask((tx) => desk.open(tx, ref)),
  timeZone: TIME_ZONE,
});

export const actions: Actions = {
  default: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const sent = sentOf(meetingFields, sentIn(await request.formData()));
    const { typed, version, base } = sent;
    const problem = await orProblem(
      ask((tx) => commands.change(tx, ref, sent)),
      () => ask((tx) => desk.clash(tx, ref, { typed, version: base })),
      base < version,
    );
    if (problem) return fail(problem.status, { ...problem, typed, version, base });
    redirect(303, `/${lang}/desk/meetings/${ref}?saved=1`);
  },
};
