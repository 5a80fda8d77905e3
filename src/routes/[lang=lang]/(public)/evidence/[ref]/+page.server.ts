import * as files from '#features/files/server/queries.ts';

/** A source with the pages that rest on it. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => ({
    evidence: await files.get(tx, ref),
    resting: await files.restingOn(tx, ref),
  }));
