import { z } from 'zod';
import { exactDay } from '#lib/dates.ts';
import { cleanText } from '#lib/i18n/text.ts';
import { dateIn } from '#lib/forms/written-dates.ts';

/** A field of a report by its name; '*' is the whole report. */
const field = z.string().regex(/^(\*|[a-z_]+|(milestone|value)-[A-Za-z0-9._-]{1,80})$/u);

/** Which fields of a report are given back, why, and the last day on which they are open. */
export const returnInput = z.strictObject({
  fields: z.array(field).min(1, { error: 'return_error_fields' }).max(300),
  reason: z
    .string()
    .max(4000)
    .transform(cleanText)
    .refine((text) => text.length >= 3, { error: 'return_error_reason' }),
  open_until: z
    .string()
    .transform((typed) => dateIn(typed) ?? '')
    .refine((day) => exactDay.safeParse(day).success, { error: 'form_error_date' }),
});
export type ReturnInput = z.infer<typeof returnInput>;
