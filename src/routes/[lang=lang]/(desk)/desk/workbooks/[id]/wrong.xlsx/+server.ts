import { wrongRowsOf } from '#features/workbooks/server/exports.ts';
import { isLang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { RequestHandler } from './$types';

/** The rows of a workbook that cannot be read, to be mended and sent again. */
export const GET: RequestHandler = async ({ params: { id, lang: asked }, locals: { ask, today } }) => {
  const lang = isLang(asked) ? asked : 'en';
  const { bytes } = await wrongRowsOf(ask, id, { lang, say: sayIn(lang) });
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="rows-to-mend-${today}.xlsx"`,
    },
  });
};
