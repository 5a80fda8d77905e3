import { maySeeAccounts } from '#features/accounts/policy.ts';
import * as accounts from '#features/accounts/server/queries.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import type { PageServerLoad } from './$types';

/** Who one is here today. */
export const load: PageServerLoad = ({ locals }) => {
  const { access } = personOf(locals.viewer);
  return locals.ask(async (tx) => ({
    standing: await accounts.standing(tx, access),
    maySeeAccounts: maySeeAccounts(locals.viewer),
  }));
};
