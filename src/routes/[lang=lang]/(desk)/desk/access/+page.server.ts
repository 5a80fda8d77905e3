import * as access from '#features/accounts/access/server/queries.ts';
import { dayQuery } from '#features/accounts/access/schema.ts';
import type { PageServerLoad } from './$types';

/** Everybody with an account whom the viewer may know, with their rights on a day. */
export const load: PageServerLoad = ({ url, locals }) => {
  const day = dayQuery.parse(Object.fromEntries(url.searchParams)).on ?? locals.today;
  return locals.ask(async (tx) => ({ day, accounts: await access.accounts(tx, day) }));
};
