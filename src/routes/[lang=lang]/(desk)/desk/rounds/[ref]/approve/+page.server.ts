import { fail } from '@sveltejs/kit';
import { approveEach } from '#features/rounds/approval/server/commands.ts';
import { chosenIn } from '#features/rounds/approval/schema.ts';
import { round, toApprove } from '#features/rounds/completeness/server/queries.ts';
import { open } from '#features/rounds/reading/server/queries.ts';
import type { Actions, PageServerLoad } from './$types';

/** Reports that are before the asker, in full. */
export const load: PageServerLoad = ({ params: { ref }, locals: { ask } }) =>
  ask(async (tx) => {
    const found = await round(tx, ref);
    const lines = await toApprove(tx, found);
    const reports = [];
    for (const line of lines) reports.push(await open(tx, line.ref));
    return { round: found, reports };
  });

export const actions: Actions = {
  default: async ({ request, locals: { ask } }) => {
    const chosen = chosenIn(await request.formData());
    if (chosen.length === 0) return fail(422, { outcomes: [], isNothingChosen: true });
    return { outcomes: await approveEach(ask, chosen), isNothingChosen: false };
  },
};
