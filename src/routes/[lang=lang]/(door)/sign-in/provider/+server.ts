import { redirect } from '@sveltejs/kit';
import { safePath } from '#lib/safe-path.ts';
import { visitProvider } from '#lib/server/auth/provider.ts';
import type { RequestHandler } from './$types';

/** Leads to the other provider. A link, because the policy of pages lets forms lead to this site only. */
export const GET: RequestHandler = async ({ url, params, locals: { door, caller, cookiesToSet } }) => {
  const failed = `/${params.lang}/sign-in?failed=provider`;
  const to = safePath(url.searchParams.get('to'), `/${params.lang}/desk`);
  const visit = await visitProvider(door.means, caller, { to, failed });
  cookiesToSet.push(...(visit?.cookies ?? []));
  redirect(303, visit?.address ?? failed);
};
