import { z } from 'zod';
import { partIn } from '#features/desk/registers/rules.ts';
import * as desk from '#features/desk/server/queries.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { PageServerLoad } from './$types';

const query = z.object({
  q: z.string().max(80).transform(cleanLine).optional().catch(undefined),
  archived: z.literal('yes').optional().catch(undefined),
  changed: z.coerce.number().int().min(0).max(1000).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const size = 50;

/** The records of one kind, to be kept by the secretariat. */
export const load: PageServerLoad = async ({ url, params: { noun }, locals: { ask } }) => {
  const asked = query.parse(Object.fromEntries(url.searchParams));
  const within = partIn(noun, url.searchParams);
  const filter = { q: asked.q, archived: asked.archived === 'yes', page: asked.page, size, within };
  return { noun, asked, size, within, list: await ask((tx) => desk.list(tx, noun, filter)) };
};
