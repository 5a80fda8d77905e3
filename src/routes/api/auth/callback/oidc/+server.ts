import { redirect } from '@sveltejs/kit';
import { comeBack } from '#lib/server/auth/provider.ts';
import type { RequestHandler } from './$types';

/** The other provider sends the visitor back here. Nothing of the answer is passed on but where to go, and cookies. */
export const GET: RequestHandler = async ({ url, locals: { door, caller, cookiesToSet } }) => {
  const answer = await comeBack(door.means, caller, url);
  cookiesToSet.push(...answer.headers.getSetCookie());
  const to = new URL(answer.headers.get('location') ?? '/', door.origin);
  redirect(303, to.origin === door.origin ? to.pathname + to.search : '/');
};
