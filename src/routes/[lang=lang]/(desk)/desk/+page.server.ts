import { redirect } from '@sveltejs/kit';
import * as accounts from '#features/accounts/server/queries.ts';
import * as mine from '#features/portal/mine/server/queries.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import { chooseWeekly, wantsWeekly } from '#lib/server/mail/weekly.ts';

/** What is due, and who one is here today. */
export const load = ({ locals }) => {
  const { account, access } = personOf(locals.viewer);
  const me = { account, access, today: locals.today };
  return locals.ask(async (tx) => ({
    dues: await mine.list(tx, me),
    later: await mine.later(tx, me),
    seats: await mine.seats(tx, me),
    standing: await accounts.standing(tx, access),
    weekly: await wantsWeekly(tx, account),
    runs: access.bodies.some(({ runs }) => runs),
  }));
};

export const actions = {
  weekly: async ({ locals, request, url }) => {
    personOf(locals.viewer);
    const wanted = (await request.formData()).get('wanted') === 'yes';
    await locals.ask((tx) => chooseWeekly(tx, wanted));
    redirect(303, url.pathname);
  },
};
