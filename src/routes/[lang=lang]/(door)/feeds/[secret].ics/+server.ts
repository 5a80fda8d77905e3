import { personal } from '#features/meetings/calendar/server/exports.ts';
import { feedOwner } from '#features/meetings/calendar/server/queries.ts';
import { notFound } from '#lib/errors.ts';
import { readSettings } from '#settings';
import type { RequestHandler } from './$types';

const { TIME_ZONE } = readSettings();

/**
 * The calendar of whoever was given this address, with the rights its owner has today. A calendar program has no session:
 * the address is the secret, so nothing may keep or list it.
 */
export const GET: RequestHandler = async ({ params: { lang, secret }, url, locals }) => {
  const owner = await locals.ask((tx) => feedOwner(tx, secret));
  if (owner === null) throw notFound('feeds', 'secret');
  const place = { lang, origin: url.origin, timeZone: TIME_ZONE };
  return new Response(await locals.askAs(owner, (tx) => personal(tx, place)), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="calendar.ics"',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  });
};
