import { z } from 'zod';
import { sourcesOf } from '#features/people/server/queries.ts';
import * as plans from '#features/plans/server/queries.ts';
import { civilDay } from '#lib/dates.ts';
import { readSettings } from '#settings';

const { TIME_ZONE } = readSettings();

const size = 50;
const query = z.object({ page: z.coerce.number().int().positive().catch(1) });

/** A plan with one page of its actions. */
export const load = ({ params: { ref }, url, locals }) => {
  const { page } = query.parse(Object.fromEntries(url.searchParams));
  return locals.ask(async (tx) => {
    const plan = await plans.get(tx, ref);
    return {
      plan,
      changed: civilDay(plan.about.updatedAt, TIME_ZONE),
      actions: await plans.actionsOf(tx, ref, { page, size }),
      sources: await sourcesOf(tx, [{ kind: 'plans', ref }]),
      size,
      today: locals.today,
    };
  });
};
