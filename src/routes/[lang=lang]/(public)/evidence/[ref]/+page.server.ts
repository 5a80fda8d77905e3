import * as files from '#features/files/server/queries.ts';
import { lastChange } from '../../last-change.ts';

/** A source with the pages that rest on it. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const evidence = await files.get(tx, ref);
    return {
      evidence,
      changed: lastChange(evidence),
      resting: await files.restingOn(tx, ref),
    };
  });
