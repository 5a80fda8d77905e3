import { redirect } from '@sveltejs/kit';
import * as mine from '#features/portal/mine/server/queries.ts';
import { refused } from '#lib/errors.ts';
import { chooseWeekly, wantsWeekly } from '#lib/server/mail/weekly.ts';

export const load = ({ locals }) => {
  const { viewer, today } = locals;
  if (viewer.kind !== 'person') throw refused('desk');
  const me = { account: viewer.account, access: viewer.access, today };
  return locals.ask(async (tx) => ({
    name: viewer.actor,
    dues: await mine.list(tx, me),
    seats: await mine.seats(tx, me),
    weekly: await wantsWeekly(tx, me.account),
  }));
};

export const actions = {
  weekly: async ({ locals, request, url }) => {
    const { viewer } = locals;
    if (viewer.kind !== 'person') throw refused('desk');
    const wanted = (await request.formData()).get('wanted') === 'yes';
    await locals.ask((tx) => chooseWeekly(tx, wanted));
    redirect(303, url.pathname);
  },
};
