import { fail, redirect } from '@sveltejs/kit';
import * as commands from '#features/desk/meetings/server/commands.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { mostTimes } from '#features/desk/cloning/rules.ts';
import { fitOf } from '#features/meetings/agenda/rules.ts';
import { agendaOf } from '#features/meetings/agenda/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import { nextStep } from '#features/meetings/workbench/rules.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** A meeting for whoever runs it: what comes next, its parts, and what else can be done with it. */
export const load: PageServerLoad = async ({ params: { ref }, url, locals: { ask, today } }) =>
  ask(async (tx) => {
    const run = await workbench.run(tx, ref);
    const meeting = await meetings.get(tx, ref, today);
    const progress = (await workbench.progress(tx, [ref])).get(ref);
    const agenda = await agendaOf(tx, ref);
    return {
      run,
      meeting,
      progress,
      step: progress && !run.archivedAt ? nextStep(meeting, progress) : null,
      fit: fitOf(agenda, meeting.startsAt, meeting.endsAt),
      isSaved: url.searchParams.has('saved'),
      made: await meetings.named(tx, (url.searchParams.get('made') ?? '').split(' ').slice(0, mostTimes)),
    };
  });

const back = (lang: string, ref: string) => `/${lang}/desk/meetings/${ref}?saved=1`;

export const actions: Actions = {
  /** Calls the meeting off today, or calls it again. */
  off: async ({ request, params: { ref, lang }, locals: { ask, today } }) => {
    const sent = sentIn(await request.formData());
    const change = {
      day: sent.get('off') === 'yes' ? today : null,
      version: Number(sent.get('version')) || 0,
      isSure: sent.get('sure') === 'yes',
    };
    const problem = await orProblem(ask((tx) => commands.callOff(tx, ref, change)));
    if (problem) return fail(problem.status, { ...problem, of: 'off' as const });
    redirect(303, back(lang, ref));
  },
  archive: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const archiving = { reason: sent.get('reason') ?? '', archived: sent.get('archived') === 'yes' };
    const problem = await orProblem(ask((tx) => commands.archive(tx, ref, archiving)));
    if (problem) return fail(problem.status, { ...problem, of: 'archive' as const });
    redirect(303, back(lang, ref));
  },
};
