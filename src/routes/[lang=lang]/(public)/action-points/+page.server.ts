import { z } from 'zod';
import * as bodies from '#features/bodies/server/queries.ts';
import { pointStates } from '#features/meetings/action-points/labels.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { PageServerLoad } from './$types';

const choice = z.string().max(80).transform(cleanLine).optional().catch(undefined);
const query = z.object({
  body: choice,
  organisation: choice,
  state: z.enum(pointStates).optional().catch(undefined),
  view: z.enum(['list', 'board']).catch('list'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const size = 25;
/** So many stand in each column of the board; the list has all. */
const inColumn = 12;

/** Action points as they stand today, narrowed by body, organisation and how far they are. */
export const load: PageServerLoad = async ({ url, locals: { ask, today } }) => {
  const asked = query.parse(Object.fromEntries(url.searchParams));
  return ask(async (tx) => ({
    asked,
    size,
    list: await points.list(tx, asked, { today, page: asked.page, size }),
    board: asked.view === 'board' ? await points.board(tx, asked, { today, size: inColumn }) : null,
    counts: await points.counts(tx, asked, today),
    owners: await points.owners(tx),
    bodies: await bodies.list(tx, today),
  }));
};
