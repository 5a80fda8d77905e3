import { z } from 'zod';
import { langs } from '#lib/i18n/lang.ts';

export const answers = ['accepted', 'tentative', 'declined'] as const;
export type Answer = (typeof answers)[number];

/** Names an invitation in forms. */
const code = z
  .string({ error: 'form_error_choice' })
  .regex(/^[0-9a-f]{32}$/u, { error: 'form_error_choice' });

/** Somebody who can be chosen: "seat:ref:person" for who sits in the body, "person::person" for others. */
const choice = z
  .string()
  .max(200)
  .regex(/^(?:seat:[\w.-]+|person:):[\w.-]+$/u, { error: 'form_error_choice' });

/** The control in which the address of somebody who sits in the body and has no account is typed. */
export const addressPrefix = 'address.';

export const inviteInput = z.object({
  who: z.array(choice).max(500),
  guests: z.string().max(50_000).default(''),
  lang: z.enum(langs, { error: 'form_error_choice' }),
});

export const codeInput = z.object({ code });
/** An answer as the secretariat was told it; empty takes it back. */
export const setAnswerInput = z.object({
  code,
  answer: z.enum([...answers, ''], { error: 'form_error_choice' }),
});
export const answerInput = z.object({ answer: z.enum(answers, { error: 'form_error_choice' }) });
export const ownAnswerInput = z.object({ code, answer: z.enum(answers, { error: 'form_error_choice' }) });
