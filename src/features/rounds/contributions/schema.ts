import { z } from 'zod';
import { cleanText } from '#lib/i18n/text.ts';
import { reference } from '#lib/record.ts';

const chosen = reference.or(z.literal('')).refine((ref) => ref !== '', { error: 'form_error_choice' });

/** What an organisation of civil society adds to an action; the text is in the language of the page. */
export const contributionInput = z.object({
  action: chosen,
  organisation: chosen,
  text: z
    .string()
    .max(8000)
    .transform(cleanText)
    .refine((text) => text.length >= 3, { error: 'form_error_text' }),
});
export type ContributionInput = z.infer<typeof contributionInput>;

/** Whether a contribution becomes public; what is declined says why. */
export const contributionAnswer = z
  .object({
    contribution: reference,
    answer: z.enum(['accepted', 'declined']),
    reason: z.string().max(2000).transform(cleanText).default(''),
  })
  .refine(({ answer, reason }) => answer === 'accepted' || reason.length >= 3, {
    path: ['reason'],
    error: 'contribution_error_reason',
  });
export type ContributionAnswer = z.infer<typeof contributionAnswer>;
