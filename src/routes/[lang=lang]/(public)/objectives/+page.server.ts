import * as frameworks from '#features/frameworks/server/queries.ts';

/** The objectives with what is on record for each, and the frameworks of the register. */
export const load = ({ locals }) =>
  locals.ask(async (tx) => ({
    overview: await frameworks.overview(tx),
    frameworks: await frameworks.list(tx),
  }));
