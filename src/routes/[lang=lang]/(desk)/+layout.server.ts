import { siteNames } from '#features/bodies/server/queries.ts';

/** Whose site this is, and who reads. */
export const load = async ({ locals }) => ({
  ...(await locals.remember('network', siteNames)),
  reader: locals.viewer.kind === 'person' ? locals.viewer.actor : null,
});
