import * as bodies from '#features/bodies/server/queries.ts';

/** The name of the network whose site this is. */
export const load = async ({ locals }) => ({ network: await locals.ask(bodies.networkName) });
