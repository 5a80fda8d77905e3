import { z } from 'zod';
import { cleanLine } from '#lib/i18n/text.ts';

export const doors = ['form', 'workbook', 'api', 'job', 'command-line', 'pack'] as const;
export const actions = ['create', 'change', 'publish', 'withdraw', 'archive', 'restore', 'erase'] as const;

const line = z.string().max(80).transform(cleanLine).optional().catch(undefined);
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/u)
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .optional()
  .catch(undefined);

/** What the address of the history may narrow it by. Anything odd is left out. */
export const historyQuery = z.object({
  who: line,
  kind: z
    .string()
    .regex(/^[a-z_]{1,40}$/u)
    .optional()
    .catch(undefined),
  door: z.enum(doors).optional().catch(undefined),
  action: z.enum(actions).optional().catch(undefined),
  from: day,
  until: day,
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type HistoryFilter = z.infer<typeof historyQuery>;
