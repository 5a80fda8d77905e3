import * as access from '#features/accounts/access/server/queries.ts';
import { dayQuery } from '#features/accounts/access/schema.ts';
import type { PageServerLoad } from './$types';

/** Who can see a record on a day, and why. */
export const load: PageServerLoad = ({ params: { kind, ref }, url, locals }) => {
  const day = dayQuery.parse(Object.fromEntries(url.searchParams)).on ?? locals.today;
  return locals.ask(async (tx) => ({ day, ...(await access.whoSees(tx, { kind, ref, day })) }));
};
