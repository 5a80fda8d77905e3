import { historyQuery } from '#features/history/schema.ts';
import { historyAsCsv } from '#features/history/server/exports.ts';
import * as history from '#features/history/server/queries.ts';
import { readSettings } from '#settings';
import type { RequestHandler } from './$types';

const { TIME_ZONE } = readSettings();

/** The history as a file, narrowed as the page is. That it was taken is noted. */
export const GET: RequestHandler = async ({ url, locals: { ask } }) => {
  const asked = historyQuery.parse(Object.fromEntries(url.searchParams));
  const entries = await ask((tx) => history.exported(tx, asked, TIME_ZONE));
  return new Response(historyAsCsv(entries), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="history.csv"',
      'cache-control': 'no-store',
    },
  });
};
