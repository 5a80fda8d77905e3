import { z } from 'zod';
import { sourcesOf } from '#features/people/server/queries.ts';
import * as money from '#features/plans/money/server/queries.ts';
import * as plans from '#features/plans/server/queries.ts';
import * as versions from '#features/plans/versions/server/queries.ts';
import { lastChange } from '../../last-change.ts';

const size = 50;
const query = z.object({ page: z.coerce.number().int().positive().catch(1) });

/** A plan with one page of its actions. */
export const load = ({ params: { ref }, url, locals }) => {
  const { page } = query.parse(Object.fromEntries(url.searchParams));
  return locals.ask(async (tx) => {
    const plan = await plans.get(tx, ref);
    return {
      plan,
      changed: lastChange(plan),
      actions: await plans.actionsOf(tx, ref, { page, size, today: locals.today }),
      versions: await versions.versions(tx, ref),
      money: await money.ofPlan(tx, ref),
      standings: await plans.standings(tx, ref, locals.today),
      sources: await sourcesOf(tx, [{ kind: 'plans', ref }]),
      size,
      today: locals.today,
    };
  });
};
