import { z } from 'zod';
import * as plans from '#features/plans/server/queries.ts';
import * as versions from '#features/plans/versions/server/queries.ts';

const number = z.coerce.number().int().positive().optional().catch(undefined);
const query = z.object({ from: number, to: number });

/**
 * The versions of a plan, and what differs: between the versions `from` and `to`, else between the latest one and what
 * stands now.
 */
export const load = ({ params: { ref }, url, locals: { ask } }) => {
  const { from, to } = query.parse(Object.fromEntries(url.searchParams));
  return ask(async (tx) => {
    const plan = await plans.get(tx, ref);
    const all = await versions.versions(tx, ref);
    const between = {
      before: from ?? all[0]?.number ?? null,
      after: from === undefined ? null : (to ?? null),
    };
    const { before, after } = between;
    return {
      plan,
      versions: all,
      between,
      difference: before === null ? null : await versions.difference(tx, ref, { before, after }),
    };
  });
};
