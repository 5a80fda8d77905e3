import { error } from '@sveltejs/kit';
import { passkeyAnswer } from '#features/accounts/own/schema.ts';
import { askToSignIn, signInWith } from '#lib/server/auth/passkeys.ts';
import { isFromHere, siteOf } from '#lib/server/auth/site.ts';
import type { RequestHandler } from './$types';

/** First without a response, which gives a challenge; then with the browser's response to it. */
export const POST: RequestHandler = async ({ request, url, locals: { door, caller, cookiesToSet } }) => {
  if (!isFromHere(request, url)) error(403);
  const { response } = passkeyAnswer.parse(await request.json().catch(() => ({})));
  const site = siteOf(url);
  if (response === undefined) {
    const options = await askToSignIn(door.means, caller, site);
    return options ? Response.json(options) : error(429);
  }
  const cookies = await signInWith(door.means, caller, site, response);
  if (!cookies) error(403);
  cookiesToSet.push(...cookies);
  return Response.json({});
};
