import { z } from 'zod';
import { langs } from '#lib/i18n/lang.ts';
import { cleanText } from '#lib/i18n/text.ts';
import { reference } from '#lib/record.ts';

const wording = z
  .string()
  .max(20_000)
  .transform(cleanText)
  .pipe(z.string().min(1, { error: 'error_corrections_no_wording' }));
const reason = z
  .string()
  .transform(cleanText)
  .pipe(
    z
      .string()
      .min(3, { error: 'error_corrections_no_reason' })
      .max(1000, { error: 'error_corrections_long_reason' }),
  );

/** How an item of the minutes should read in one language, and why; also an erratum. */
export const correctionInput = z.object({ item: reference, lang: z.enum(langs), wording, reason });

const id = z.coerce.number().int().positive();
const version = z.coerce.number().int().min(1);

/** What becomes of a correction: the wording as it is taken over, or why it is not. */
export const answerInput = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('accepted'), id, version, wording }),
  z.object({ answer: z.literal('declined'), id, reason }),
]);

export type CorrectionInput = z.infer<typeof correctionInput>;
export type AnswerInput = z.infer<typeof answerInput>;
