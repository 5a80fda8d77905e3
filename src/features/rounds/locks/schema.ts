import { z } from 'zod';
import { exactDay } from '#lib/dates.ts';
import { dateIn } from '#lib/forms/written-dates.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { reference } from '#lib/record.ts';

/** An organisation that may write after the lock, until when, and why. */
export const exceptionInput = z.object({
  organisation: reference.or(z.literal('')).refine((ref) => ref !== '', { error: 'form_error_choice' }),
  until_on: z
    .string()
    .transform((typed) => dateIn(typed) ?? '')
    .refine((day) => exactDay.safeParse(day).success, { error: 'form_error_date' }),
  reason: z
    .string()
    .max(1000)
    .transform(cleanLine)
    .refine((text) => text.length >= 3, { error: 'exception_error_reason' }),
});
export type ExceptionInput = z.infer<typeof exceptionInput>;
