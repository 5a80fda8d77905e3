import * as commitments from '#features/commitments/server/queries.ts';
import { gapQuery } from '#features/portal/gaps/schema.ts';
import { gaps } from '#features/portal/gaps/server/queries.ts';
import { requireDuty } from '#lib/server/auth/guard.ts';
import type { PageServerLoad } from './$types';

const size = 50;

/** Commitments with no action, no indicator or no report, as far as the viewer sees them. */
export const load: PageServerLoad = async ({ url, locals: { ask, viewer } }) => {
  requireDuty(viewer, 'secretariat');
  const filter = gapQuery.parse(Object.fromEntries(url.searchParams));
  return ask(async (tx) => {
    const cycles = await commitments.cycles(tx);
    return { filter, size, cycles, gaps: await gaps(tx, filter, cycles, size) };
  });
};
