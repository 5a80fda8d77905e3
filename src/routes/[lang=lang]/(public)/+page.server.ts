import * as bulletins from '#features/bulletins/server/queries.ts';
import * as commitments from '#features/commitments/server/queries.ts';
import * as frameworks from '#features/frameworks/server/queries.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import type { PageServerLoad } from './$types';

const size = 6;

/** Where we stand: what was promised, what happened, what comes next, what the newest bulletin and figures say. */
export const load: PageServerLoad = ({ locals: { ask, today } }) =>
  ask(async (tx) => ({
    today,
    overview: await frameworks.overview(tx),
    totals: await commitments.totals(tx),
    past: (await meetings.list(tx, {}, { today, side: 'past', size })).rows,
    coming: (await meetings.list(tx, {}, { today, side: 'coming', size })).rows,
    edition: await bulletins.newest(tx),
    figures: await indicators.list(tx, { featured: true }),
  }));
