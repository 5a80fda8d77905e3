import { z } from 'zod';
import * as commitments from '#features/commitments/server/queries.ts';
import { cleanLine } from '#lib/i18n/text.ts';

/** A word to narrow by; an empty field of the form is none. */
const word = z
  .string()
  .max(80)
  .transform((text) => cleanLine(text) || undefined)
  .optional()
  .catch(undefined);

/** How the register is narrowed and ordered by its address. */
export const registerQuery = z.object({
  kind: word,
  cycle: word,
  item: word,
  organisation: word,
  status: word,
  response: word,
  older: word.transform(Boolean),
  sort: z.enum(commitments.orders).catch('-made'),
  page: z.coerce.number().int().positive().catch(1),
});
