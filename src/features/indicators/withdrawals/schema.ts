import { z } from 'zod';
import { cleanLine, cleanText } from '#lib/i18n/text.ts';

/** What somebody sends who withdraws a figure; the reason is in the language of the page. */
export const withdrawalInput = z.object({
  reason: z
    .string()
    .max(4000)
    .transform(cleanText)
    .refine((text) => text.length >= 3, { error: 'figure_reason_missing' }),
  /** The reference of the figure that takes its place. */
  replaced_by: z
    .string()
    .default('')
    .transform((typed) => cleanLine(typed) || undefined),
});
