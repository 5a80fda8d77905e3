import * as sheet from '#features/portal/sheet/server/queries.ts';
import type { PageServerLoad } from './$types';

/** A body on one page, for whoever leads it. */
export const load: PageServerLoad = ({ params: { ref }, locals: { ask, today } }) =>
  ask(async (tx) => ({ today, sheet: await sheet.ofBody(tx, ref, today) }));
