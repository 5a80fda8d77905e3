import * as bulletins from '#features/bulletins/server/queries.ts';
import * as commitments from '#features/commitments/server/queries.ts';
import * as frameworks from '#features/frameworks/server/queries.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import { together } from '#lib/server/together.ts';
import type { PageServerLoad } from './$types';

const size = 6;

/** Where we stand: what was promised, what happened, what comes next, what the newest bulletin and figures say. */
export const load: PageServerLoad = ({ locals: { ask, today } }) =>
  ask((tx) => {
    const meetingsOf = async (side: 'past' | 'coming') =>
      (await meetings.list(tx, {}, { today, side, size })).rows;
    return together({
      today,
      overview: frameworks.overview(tx),
      totals: commitments.cycles(tx).then((cycles) => commitments.totals(tx, cycles)),
      past: meetingsOf('past'),
      coming: meetingsOf('coming'),
      edition: bulletins.newest(tx),
      figures: indicators.list(tx, { featured: true }),
    });
  });
