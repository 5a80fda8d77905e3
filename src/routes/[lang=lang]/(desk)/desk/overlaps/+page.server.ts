import { axesOf } from '#features/plans/overlaps/rules.ts';
import { mapQuery } from '#features/plans/overlaps/schema.ts';
import * as overlaps from '#features/plans/overlaps/server/queries.ts';
import type { PageServerLoad } from './$types';

/** Who does what where and when. */
export const load: PageServerLoad = async ({ url, locals: { ask, today } }) => {
  const { page, beside, rows, columns, ...narrowing } = mapQuery.parse(Object.fromEntries(url.searchParams));
  const axes = axesOf(rows, columns);
  return ask(async (tx) => ({
    axes,
    narrowing,
    size: overlaps.mapSize,
    map: await overlaps.map(tx, { ...axes, narrowing, page, beside }, today),
    choices: await overlaps.choices(tx, [axes.rows, axes.columns], today),
  }));
};
