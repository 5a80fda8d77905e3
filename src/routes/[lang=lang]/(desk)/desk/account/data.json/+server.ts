import * as queries from '#features/accounts/own/server/queries.ts';
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
  const duties = await locals.ask((tx) => queries.ownGrants(tx, account));
  return new Response(JSON.stringify({ ...held, duties }, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="setu-account.json"',
    },
  });
};
