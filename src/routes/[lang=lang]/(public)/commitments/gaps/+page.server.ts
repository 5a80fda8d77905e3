import * as commitments from '#features/commitments/server/queries.ts';
import { gapQuery } from '#features/portal/gaps/schema.ts';
import { gaps } from '#features/portal/gaps/server/queries.ts';

const size = 50;

/** Commitments with no action, no indicator or no report, as far as everybody sees them. */
export const load = ({ url, locals }) => {
  const filter = gapQuery.parse(Object.fromEntries(url.searchParams));
  return locals.ask(async (tx) => {
    const cycles = await commitments.cycles(tx);
    return { filter, size, cycles, gaps: await gaps(tx, filter, cycles, size) };
  });
};
