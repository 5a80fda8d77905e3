import { pledgeAsJson } from '#features/desk/pledge/server/exports.ts';
import * as pledge from '#features/desk/pledge/server/queries.ts';
import type { RequestHandler } from './$types';

/** The UN pledge form of a commitment in both languages, as a file. */
export const GET: RequestHandler = async ({ params: { ref }, locals: { ask } }) => {
  const facts = await ask((tx) => pledge.facts(tx, ref));
  return new Response(pledgeAsJson(facts), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="pledge-${facts.ref}.json"`,
      'cache-control': 'no-store',
    },
  });
};
