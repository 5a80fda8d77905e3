import { z } from 'zod';
import { cleanText } from '#lib/i18n/text.ts';

/** What somebody says about a report; `follow_up` marks it as something that must be seen to. */
export const commentInput = z.object({
  text: z
    .string()
    .max(4000)
    .transform(cleanText)
    .refine((text) => text.length > 0, { error: 'comment_error_text' }),
  follow_up: z
    .string()
    .optional()
    .transform((sent) => sent === 'yes'),
});
export type CommentInput = z.infer<typeof commentInput>;
