import * as revisions from '#features/indicators/revisions/server/queries.ts';
import { readSettings } from '#settings';

const { TIME_ZONE } = readSettings();

/** One figure at an address of its own, which answers also when the figure was withdrawn. */
export const load = ({ params: { ref, value }, locals }) =>
  locals.ask(async (tx) => ({
    figure: await revisions.figure(tx, ref, value),
    today: locals.today,
    timeZone: TIME_ZONE,
  }));
