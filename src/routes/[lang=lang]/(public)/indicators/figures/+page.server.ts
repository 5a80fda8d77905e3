import { z } from 'zod';
import * as revisions from '#features/indicators/revisions/server/queries.ts';

const size = 50;
const query = z.object({
  page: z.coerce.number().int().positive().catch(1),
  withdrawn: z.literal('yes').optional().catch(undefined),
});

/** The register of public figures, those changed last first. */
export const load = ({ url, locals }) => {
  const { page, withdrawn } = query.parse(Object.fromEntries(url.searchParams));
  return locals.ask(async (tx) => ({
    list: await revisions.figures(tx, { withdrawn: withdrawn === 'yes', page, size }),
    isNarrowed: withdrawn === 'yes',
    size,
  }));
};
