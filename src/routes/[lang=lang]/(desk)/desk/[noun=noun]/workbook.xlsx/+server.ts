import { partIn } from '#features/desk/registers/rules.ts';
import { workbookOf } from '#features/workbooks/server/exports.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { RequestHandler } from './$types';

/** The records of a kind, as the list beside it is narrowed, as a workbook to be filled in and sent back. */
export const GET: RequestHandler = async ({ params: { noun }, url, locals: { ask, today } }) => {
  const q = cleanLine(url.searchParams.get('q') ?? '').slice(0, 80);
  const wanted = { q: q || undefined, within: partIn(noun, url.searchParams) };
  const bytes = await ask((tx) => workbookOf(tx, noun, wanted));
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${noun.replace('_', '-')}-${today}.xlsx"`,
    },
  });
};
