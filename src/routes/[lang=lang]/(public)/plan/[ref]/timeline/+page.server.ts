import { z } from 'zod';
import * as plans from '#features/plans/server/queries.ts';
import * as timeline from '#features/plans/timeline/server/queries.ts';

const size = 40;
const query = z.object({ page: z.coerce.number().int().positive().catch(1) });

/** A plan over the years, one page of its dated actions. */
export const load = ({ params: { ref }, url, locals: { ask, today } }) => {
  const { page } = query.parse(Object.fromEntries(url.searchParams));
  return ask(async (tx) => ({
    plan: await plans.get(tx, ref),
    timeline: await timeline.timeline(tx, ref, { page, size, today }),
    size,
    today,
  }));
};
