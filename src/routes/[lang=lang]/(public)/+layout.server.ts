import { siteNames } from '#features/bodies/server/queries.ts';
import { hasDuty } from '#lib/access.ts';

/** Whose site this is, and who reads. */
export const load = async ({ locals }) => ({
  ...(await locals.remember('network', siteNames)),
  /** What the reader may do with a record: ask who can see it, keep it by form, read its history. */
  desk: {
    asks: locals.viewer.kind === 'person',
    keeps: hasDuty(locals.viewer, 'secretariat'),
    reads: hasDuty(locals.viewer, 'secretariat', 'auditor'),
  },
  reader: locals.viewer.kind === 'person' ? locals.viewer.actor : null,
});
