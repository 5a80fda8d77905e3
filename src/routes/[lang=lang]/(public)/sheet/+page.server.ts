import * as commitments from '#features/commitments/server/queries.ts';
import * as sheet from '#features/portal/sheet/server/queries.ts';
import type { PageServerLoad } from './$types';

/** One page for whoever leads: where we stand, what is late, whose turn it is. */
export const load: PageServerLoad = ({ locals: { ask, today } }) =>
  ask(async (tx) => ({
    today,
    sheet: await sheet.overall(tx, today),
    totals: await commitments.totals(tx, await commitments.cycles(tx)),
  }));
