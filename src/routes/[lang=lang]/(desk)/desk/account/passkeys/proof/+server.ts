import { error } from '@sveltejs/kit';
import { passkeyMade } from '#features/accounts/own/schema.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import { noteChange } from '#lib/server/auth/notices.ts';
import { add, askToAdd } from '#lib/server/auth/passkeys.ts';
import { isFromHere, siteOf } from '#lib/server/auth/site.ts';
import type { RequestHandler } from './$types';

/** First without a response, which gives a challenge; then with what the browser made. */
export const POST: RequestHandler = async ({ request, url, locals: { door, caller, viewer, session } }) => {
  if (!isFromHere(request, url)) error(403);
  const { account } = personOf(viewer);
  const { response, name } = passkeyMade.parse(await request.json().catch(() => ({})));
  const site = siteOf(url);
  if (response === undefined) {
    const { email = '', name: called = '' } = session?.account ?? {};
    return Response.json(await askToAdd(door.means, caller, site, { id: account, email, name: called }));
  }
  const made = { account, name, response: response };
  if (!(await add(door.means, caller, site, made))) error(403);
  await door.ask(caller, viewer, (tx) => noteChange(tx, account, 'passkey-added'));
  return Response.json({});
};
