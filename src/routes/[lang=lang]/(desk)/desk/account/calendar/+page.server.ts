import * as commands from '#features/meetings/calendar/server/commands.ts';
import { feedSince } from '#features/meetings/calendar/server/queries.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whether the person has a calendar address, and since which day. */
export const load: PageServerLoad = async ({ locals }) => {
  personOf(locals.viewer);
  const since = await locals.ask(feedSince);
  return { since: since && locals.mail.dayOf(since) };
};

export const actions: Actions = {
  /** Answers with the page itself, for the address is shown this once and stands nowhere else. */
  make: async ({ locals, params, setHeaders }) => {
    personOf(locals.viewer);
    setHeaders({ 'cache-control': 'private, no-store' });
    const secret = await locals.ask(commands.makeFeed);
    return { address: `${locals.door.origin}/${params.lang}/feeds/${secret}.ics` };
  },
  end: async ({ locals }) => {
    personOf(locals.viewer);
    await locals.ask(commands.endFeed);
    return { isEnded: true };
  },
};
