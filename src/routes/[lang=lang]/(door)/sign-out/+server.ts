import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/**
 * Ends the session of this browser, and what it kept of unsaved texts; by form only, so that no link signs anybody out.
 */
export const POST: RequestHandler = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'clear-site-data': '"storage"' });
  locals.cookiesToSet.push(...(await locals.door.signOut(locals.caller)));
  redirect(303, `/${params.lang}`);
};
