import { fail, redirect } from '@sveltejs/kit';
import { quickFields } from '#features/desk/agenda/schema.ts';
import * as commands from '#features/desk/agenda/server/commands.ts';
import { presenters } from '#features/desk/agenda/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { agendaOf } from '#features/meetings/agenda/server/queries.ts';
import { mattersArising } from '#features/meetings/arising/server/queries.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** The agenda of a meeting, to be put together. */
export const load: PageServerLoad = async ({ params: { ref }, url, locals: { ask, today } }) =>
  ask(async (tx) => ({
    meeting: await workbench.run(tx, ref),
    items: await agendaOf(tx, ref),
    arising: await mattersArising(tx, ref, today),
    presenters: await presenters(tx),
    under: url.searchParams.get('under') ?? '',
  }));

export const actions: Actions = {
  add: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const typed = Object.fromEntries(quickFields.map((name) => [name, sent.get(name) ?? '']));
    const problem = await orProblem(ask((tx) => commands.add(tx, ref, typed, lang)));
    if (problem) return fail(problem.status, { ...problem, typed });
    redirect(303, `/${lang}/desk/meetings/${ref}/agenda#add`);
  },
  /** One button each: up and down, on or off the agenda; dragging puts an item before another. */
  change: async ({ request, params: { ref, lang }, locals: { ask, today } }) => {
    const sent = sentIn(await request.formData());
    const item = sent.get('item') ?? '';
    await ask((tx) => {
      const what = sent.get('what');
      if (what === 'up' || what === 'down') return commands.move(tx, ref, item, what);
      if (what === 'place') return commands.place(tx, ref, item, sent.get('before') ?? '');
      if (what === 'remove') return commands.remove(tx, ref, item);
      if (what === 'take') return commands.takeUp(tx, ref, item, today);
      return commands.publish(tx, ref);
    });
    redirect(303, `/${lang}/desk/meetings/${ref}/agenda${item ? `#${item}` : ''}`);
  },
};
