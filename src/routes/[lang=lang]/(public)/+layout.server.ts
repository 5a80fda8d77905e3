import * as bodies from '#features/bodies/server/queries.ts';

/** The name of the network whose site this is, and the short one for narrow screens. */
export const load = ({ locals }) =>
  locals.remember('network', async (tx) => ({
    network: await bodies.networkName(tx),
    acronym: (await bodies.network(tx))?.acronym ?? null,
  }));
