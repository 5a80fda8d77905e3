import { fail, redirect } from '@sveltejs/kit';
import * as commands from '#features/desk/agenda/server/commands.ts';
import * as desk from '#features/desk/agenda/server/queries.ts';
import { withPaper } from '#features/desk/agenda/rules.ts';
import { sentOf } from '#features/desk/keeping/schema.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { agendaItemFields } from '#features/meetings/agenda/schema.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();

/** The form of an agenda item; a paper that was just added (?paper=…) is filled in. */
export const load: PageServerLoad = async ({ params: { ref, item }, url, locals: { ask } }) =>
  ask(async (tx) => {
    const opened = await desk.open(tx, ref, item);
    return {
      meeting: await workbench.run(tx, ref),
      opened: { ...opened, typed: withPaper(opened.typed, url.searchParams.get('paper')) },
      timeZone: TIME_ZONE,
    };
  });

export const actions: Actions = {
  save: async ({ request, params: { ref, item, lang }, locals: { ask } }) => {
    const sent = sentOf(agendaItemFields, sentIn(await request.formData()));
    const { typed, version, base } = sent;
    const problem = await orProblem(
      ask((tx) => commands.change(tx, ref, item, sent)),
      () => ask((tx) => desk.clash(tx, ref, item, { typed, version: base })),
      base < version,
    );
    if (problem) return fail(problem.status, { ...problem, typed, version, base });
    redirect(303, `/${lang}/desk/meetings/${ref}/agenda#${item}`);
  },
};
