import * as files from '#features/files/server/queries.ts';
import { civilDay } from '#lib/dates.ts';
import { readSettings } from '#settings';

const { TIME_ZONE } = readSettings();

/** A source with the pages that rest on it. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const evidence = await files.get(tx, ref);
    return {
      evidence,
      changed: civilDay(evidence.about.updatedAt, TIME_ZONE),
      resting: await files.restingOn(tx, ref),
    };
  });
