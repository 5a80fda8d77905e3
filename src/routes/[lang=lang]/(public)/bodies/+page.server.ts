import { treeOf } from '#features/bodies/rules.ts';
import { leads, seatedOn } from '#features/bodies/seats/rules.ts';
import * as seats from '#features/bodies/seats/server/queries.ts';
import * as bodies from '#features/bodies/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import type { PageServerLoad } from './$types';

/** The bodies as they are today. */
export const load: PageServerLoad = async ({ locals }) => {
  const { today } = locals;
  return locals.ask(async (tx) => {
    const list = await bodies.list(tx, today);
    return {
      counts: bodies.countByStatus(list),
      branches: treeOf(list),
      leads: seatedOn(await seats.list(tx, {}), today).filter(leads),
      meetings: await meetings.nextAndLast(tx, today),
    };
  });
};
