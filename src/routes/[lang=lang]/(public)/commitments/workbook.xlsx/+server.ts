import { registerAsWorkbook } from '#features/commitments/server/exports.ts';
import * as commitments from '#features/commitments/server/queries.ts';
import { isLang } from '#lib/i18n/lang.ts';
import { registerQuery } from '../register-query.ts';
import type { RequestHandler } from './$types';

/** More than any register has; what is beyond is left out. */
const most = 20_000;

/** The register as it is narrowed and ordered by the address, as a workbook for anybody. */
export const GET: RequestHandler = async ({ params: { lang: asked }, url, locals: { ask, today } }) => {
  const { sort: order, page: _, ...filter } = registerQuery.parse(Object.fromEntries(url.searchParams));
  const slice = { order, page: 1, size: most, lang: isLang(asked) ? asked : 'en' } as const;
  const { rows } = await ask(async (tx) => commitments.list(tx, filter, slice, await commitments.cycles(tx)));
  return new Response(registerAsWorkbook(rows), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="commitments-${today}.xlsx"`,
    },
  });
};
