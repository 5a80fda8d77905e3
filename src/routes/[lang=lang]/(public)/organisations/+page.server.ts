import { z } from 'zod';
import * as organisations from '#features/organisations/server/queries.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { PageServerLoad } from './$types';

const choice = z.string().max(80).transform(cleanLine).optional().catch(undefined);
const query = z.object({
  type: choice,
  sector: choice,
  sort: z.enum(['name', '-name', 'type', '-type']).catch('type'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const size = 50;

/** The organisations, narrowed by type and sector. */
export const load: PageServerLoad = async ({ params: { lang }, url, locals }) => {
  const filter = query.parse(Object.fromEntries(url.searchParams));
  return locals.ask(async (tx) => ({
    filter,
    size,
    list: await organisations.list(tx, { ...filter, lang, size }),
    types: await organisations.types(tx),
  }));
};
