import * as access from '#features/accounts/access/server/queries.ts';
import { dayQuery } from '#features/accounts/access/schema.ts';
import type { PageServerLoad } from './$types';

/** What a person can see and do on a day, and why. */
export const load: PageServerLoad = ({ params, url, locals }) => {
  const day = dayQuery.parse(Object.fromEntries(url.searchParams)).on ?? locals.today;
  return locals.ask(async (tx) => {
    const account = await access.account(tx, params.account, day);
    return {
      day,
      account,
      names: await access.namesIn(tx, account.access),
      sight: await access.sightOf(tx, account.access),
    };
  });
};
