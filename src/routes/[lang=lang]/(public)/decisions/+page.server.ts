import { z } from 'zod';
import * as bodies from '#features/bodies/server/queries.ts';
import { decisionStatuses } from '#features/meetings/decisions/rules.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { PageServerLoad } from './$types';

const choice = z.string().max(80).transform(cleanLine).optional().catch(undefined);
const query = z.object({
  body: choice,
  kind: choice,
  year: choice,
  status: z.enum(decisionStatuses).optional().catch(undefined),
  sort: z.enum(['date', '-date']).catch('-date'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const size = 25;

/** What the bodies decided, arranged and discussed, narrowed by body, kind and year. */
export const load: PageServerLoad = async ({ url, locals: { ask, today } }) => {
  const asked = query.parse(Object.fromEntries(url.searchParams));
  return ask(async (tx) => ({
    asked,
    size,
    list: await decisions.list(tx, asked, { sort: asked.sort, page: asked.page, size }),
    years: await decisions.years(tx),
    bodies: await bodies.list(tx, today),
  }));
};
