import * as queries from '#features/accounts/own/server/queries.ts';
import * as answers from '#features/meetings/answers/server/queries.ts';
import { allNotes } from '#features/meetings/writing/server/queries.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import { recordAccountEvent } from '#lib/server/history/account-event.ts';
import type { RequestHandler } from './$types';

/** Everything held about the signed-in account, as a file. */
export const GET: RequestHandler = async ({ locals }) => {
  const { account } = personOf(locals.viewer);
  const held = await locals.door.ask(locals.caller, locals.viewer, async (tx) => {
    await recordAccountEvent(tx, account, 'data-downloaded');
    return queries.data(tx, account);
  });
  const desk = await locals.ask(async (tx) => ({
    duties: await queries.ownGrants(tx, account),
    invitations: await answers.own(tx, locals.today),
    notes: await allNotes(tx),
  }));
  return new Response(JSON.stringify({ ...held, ...desk }, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="setu-account.json"',
    },
  });
};
