import { reportsWorkbook } from '#features/workbooks/server/exports.ts';
import type { RequestHandler } from './$types';

/** The progress reports of a round that the asker writes, as a workbook to be filled in and sent back. */
export const GET: RequestHandler = async ({ params: { ref }, locals: { ask, today } }) => {
  const bytes = await ask((tx) => reportsWorkbook(tx, ref));
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${ref}-${today}.xlsx"`,
    },
  });
};
