import { week } from '#features/portal/week/server/queries.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import type { PageServerLoad } from './$types';

/** The week of the secretariat, or of whoever runs a body. */
export const load: PageServerLoad = async ({ locals: { ask, today, viewer } }) => {
  const { account, access } = personOf(viewer);
  return { today, week: await ask((tx) => week(tx, { account, access, today })) };
};
