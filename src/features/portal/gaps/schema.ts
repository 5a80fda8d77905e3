import { z } from 'zod';

/** What a commitment can be without. */
export const lacks = ['action', 'indicator', 'report'] as const;
export type Lack = (typeof lacks)[number];

/** What the list of gaps is narrowed to, from the address. */
export const gapQuery = z.object({
  without: z.enum(lacks).optional().catch(undefined),
  older: z.string().optional().transform(Boolean).catch(false),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type GapFilter = z.infer<typeof gapQuery>;
