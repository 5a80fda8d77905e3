import { workbookOf } from '#features/desk/workbook/server/exports.ts';
import type { RequestHandler } from './$types';

/** The records of a kind as a workbook to be filled in and sent back. */
export const GET: RequestHandler = async ({ params: { noun }, locals: { ask, today } }) => {
  const bytes = await ask((tx) => workbookOf(tx, noun));
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${noun.replace('_', '-')}-${today}.xlsx"`,
    },
  });
};
