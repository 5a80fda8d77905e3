import { calendar } from '#features/meetings/calendar/server/exports.ts';
import { readSettings } from '#settings';
import type { RequestHandler } from './$types';

const { TIME_ZONE } = readSettings();

/** The meetings of a body as iCalendar. */
export const GET: RequestHandler = async ({ params: { lang, ref }, url, locals }) => {
  const place = { lang, origin: url.origin, timeZone: TIME_ZONE };
  const feed = await locals.ask((tx) => calendar(tx, place, ref));
  return new Response(feed, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${ref}-${lang}.ics"`,
    },
  });
};
