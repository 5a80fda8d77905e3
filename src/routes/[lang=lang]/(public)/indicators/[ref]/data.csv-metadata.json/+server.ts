import { csvMetadata } from '#features/indicators/server/exports.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import type { RequestHandler } from './$types';

/** What the columns of the CSV file mean. */
export const GET: RequestHandler = async ({ params, locals }) => {
  const indicator = await locals.ask((tx) => indicators.get(tx, params.ref));
  return new Response(JSON.stringify(csvMetadata(indicator, 'data.csv'), null, 2), {
    headers: { 'content-type': 'application/csvm+json; charset=utf-8' },
  });
};
