import * as portal from '#features/portal/server/queries.ts';
import type { RequestHandler } from './$types';

/** Requests can be served: the database answers within the time a load balancer waits. */
export const GET: RequestHandler = async ({ locals }) => {
  const headers = { 'content-type': 'text/plain', 'cache-control': 'no-store' };
  try {
    await locals.ask(portal.ping);
    return new Response('ready\n', { headers });
  } catch {
    return new Response('the database does not answer\n', {
      status: 503,
      headers: { ...headers, 'retry-after': '5' },
    });
  }
};
