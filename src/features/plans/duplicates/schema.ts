import { z } from 'zod';
import { reference } from '#lib/record.ts';

/** The list of flagged pairs as its address asks for it; dismissed ones apart. */
export const pairsQuery = z.object({
  dismissed: z.string().optional().transform(Boolean).catch(false),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** A pair of records as a form sends it. */
export const pairSent = z.object({ one: reference, other: reference });
