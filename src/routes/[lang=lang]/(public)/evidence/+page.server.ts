import { z } from 'zod';
import * as files from '#features/files/server/queries.ts';
import { mayBegin } from '#features/files/stored/policy.ts';
import { cleanLine } from '#lib/i18n/text.ts';

const size = 50;
const query = z.object({
  kind: z
    .string()
    .max(80)
    .transform((text) => cleanLine(text) || undefined)
    .optional()
    .catch(undefined),
  sort: z.enum(['title', '-published']).catch('title'),
  page: z.coerce.number().int().positive().catch(1),
});

/** The sources: kind, order and page come from the address. */
export const load = ({ params: { lang }, url, locals }) => {
  const { kind, sort, page } = query.parse(Object.fromEntries(url.searchParams));
  return locals.ask(async (tx) => ({
    kind,
    sort,
    size,
    addHref: mayBegin(tx.viewer) ? `/${lang}/desk/files/new` : undefined,
    list: await files.list(tx, { kind, sort, lang, page, size }),
  }));
};
