import * as frameworks from '#features/frameworks/server/queries.ts';
import { together } from '#lib/server/together.ts';

/** The objectives with what is on record for each, and the frameworks of the register. */
export const load = ({ locals }) =>
  locals.ask((tx) => together({ overview: frameworks.overview(tx), frameworks: frameworks.list(tx) }));
