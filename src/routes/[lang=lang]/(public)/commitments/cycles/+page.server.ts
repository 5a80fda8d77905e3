import * as cycles from '#features/commitments/cycles/server/queries.ts';

/** The review cycles: what was promised in each and what is said at it. */
export const load = ({ locals }) => locals.ask(async (tx) => ({ cycles: await cycles.list(tx) }));
