import { z } from 'zod';
import { agendaKinds } from '#features/meetings/schema.ts';
import { latinDigits } from '#lib/forms/written-dates.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { reference } from '#lib/record.ts';

const optional = (text: string) => cleanLine(text) || undefined;

/** An item in one line, as it is typed; the message of a refusal is the key of a text. */
export const quickItem = z.object({
  title: z
    .string()
    .max(400)
    .transform(cleanLine)
    .pipe(z.string().min(1, { error: 'form_error_missing' })),
  kind: z.enum(agendaKinds, { error: 'form_error_choice' }),
  duration: z
    .string()
    .max(10, { error: 'form_error_number' })
    .default('')
    .transform((text) => (cleanLine(text) === '' ? undefined : Number(latinDigits(cleanLine(text)))))
    .pipe(
      z
        .number({ error: 'form_error_number' })
        .int({ error: 'form_error_number' })
        .min(1, { error: 'form_error_minutes' })
        .max(600, { error: 'form_error_minutes' })
        .optional(),
    ),
  presenter: z.string().max(200).default('').transform(optional),
  parent: z.string().max(80).default('').transform(optional).pipe(reference.optional()),
});
export type QuickItem = z.infer<typeof quickItem>;
export const quickFields = ['title', 'kind', 'duration', 'presenter', 'parent'] as const;
