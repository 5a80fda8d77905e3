import { participationAsCsv } from '#features/meetings/participation/server/exports.ts';
import { participation } from '#features/meetings/participation/server/queries.ts';
import type { RequestHandler } from './$types';

/** The same figures as a file; both languages are in it. */
export const GET: RequestHandler = async ({ params: { ref }, locals: { ask, today } }) => {
  const found = await ask((tx) => participation(tx, ref, today));
  return new Response(participationAsCsv(found), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${found.body.ref}-participation.csv"`,
    },
  });
};
