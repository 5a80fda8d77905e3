import { actionsQuery } from '#features/plans/overlaps/schema.ts';
import * as overlaps from '#features/plans/overlaps/server/queries.ts';
import type { PageServerLoad } from './$types';

const size = 50;

/** The actions behind a cell of the map. */
export const load: PageServerLoad = async ({ url, locals: { ask, today } }) => {
  const { page, ...narrowing } = actionsQuery.parse(Object.fromEntries(url.searchParams));
  return { size, list: await ask((tx) => overlaps.actions(tx, narrowing, { page, size, today })) };
};
