import { z } from 'zod';
import * as plans from '#features/plans/server/queries.ts';

const size = 50;
const query = z.object({ page: z.coerce.number().int().positive().catch(1) });

/** The plans, and the actions that stand without one. */
export const load = ({ url, locals }) => {
  const { page } = query.parse(Object.fromEntries(url.searchParams));
  return locals.ask(async (tx) => ({
    plans: await plans.list(tx),
    loose: await plans.actionsOf(tx, null, { page, size, today: locals.today }),
    totals: await plans.totals(tx),
    size,
    today: locals.today,
  }));
};
