import { z } from 'zod';
import { linkedAs } from '#features/commitments/likeness/rules.ts';
import { reference } from '#lib/record.ts';

/** The list of pairs as its address asks for it. */
export const alikeQuery = z.object({
  of: reference.optional().catch(undefined),
  dismissed: z.string().optional().transform(Boolean).catch(false),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** A pair as a form sends it, and how it shall be linked. */
export const alikeSent = z.object({ one: reference, other: reference });
export const linkSent = alikeSent.extend({ relation: z.enum(linkedAs) });
export type LinkSent = z.infer<typeof linkSent>;
