import { z } from 'zod';
import { duties } from '#lib/access.ts';
import { cleanLine, cleanText } from '#lib/i18n/text.ts';
import { langs } from '#lib/i18n/lang.ts';

/** What is too long or missing is wrong like any other sign-in. */
const typed = z.string().max(400).catch('');

export const signInInput = z.object({ email: typed.transform((text) => text.trim()), password: typed });

/** Messages of the schemas are message keys. */
const line = (most: number, key: string) =>
  z
    .string({ error: key })
    .transform(cleanLine)
    .refine((text) => text.length >= 2 && text.length <= most, { error: key });

const address = z
  .string({ error: 'account_problem_email' })
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email({ error: 'account_problem_email' }).max(200, { error: 'account_problem_email' }));
const lang = z.enum(langs, { error: 'account_problem_lang' });
const name = line(120, 'account_problem_name');
const password = z.string({ error: 'account_problem_password' }).max(1000);

export const emailInput = z.object({ email: address });
export const inviteInput = z.object({ email: address, name, lang });
const conduct = z.literal('yes', { error: 'account_problem_conduct' });
export const conductInput = z.object({ conduct });
/** How an invitee opens the account; with a password, or to sign in through the other provider. */
export const acceptInput = z.object({ name, lang, conduct });
export const acceptWithPasswordInput = acceptInput.extend({ password });
export const requestInput = z.object({
  email: address,
  name,
  organisation: line(200, 'account_problem_organisation'),
  reason: z
    .string({ error: 'account_problem_reason' })
    .transform(cleanText)
    .refine((text) => text.length >= 3 && text.length <= 2000, { error: 'account_problem_reason' }),
  lang,
});
/** A decision about a request; the answer is needed to decline. */
export const decideInput = z.object({
  id: z.coerce.number().int().positive(),
  answer: z.string().max(1000).default('').transform(cleanLine),
});
export const codeInput = z.object({ code: typed });
/** Steps of setting up one-time codes: what one step showed comes back with the next. */
export const enrolmentInput = z.object({ current: typed, code: typed, uri: typed, codes: typed });
export const rowInput = z.object({ id: z.string().max(100) });
export const tieInput = z.object({ person: z.string().max(100).default('') });
export const newPasswordInput = z.object({ password });
export const changePasswordInput = z.object({ current: typed, password });
export const changeAddressInput = z.object({ current: typed, email: address });
export const closeInput = z.object({ current: typed });
/** Why somebody else's account is closed. */
export const closeOtherInput = z.object({ why: line(500, 'account_problem_reason') });
const day = z.iso.date({ error: 'account_problem_day' });
export const grantInput = z
  .object({
    duty: z.enum(duties, { error: 'account_problem_duty' }),
    from: day,
    until: z.preprocess((value) => (value === '' ? undefined : value), day.optional()),
    reason: line(500, 'account_problem_reason'),
  })
  .refine(({ from, until }) => until === undefined || until > from, {
    error: 'account_problem_until',
    path: ['until'],
  });
export const endGrantInput = z.object({
  grant: z.coerce.number().int().positive(),
  reason: line(500, 'account_problem_reason'),
});

export type InviteInput = z.infer<typeof inviteInput>;
export type AcceptInput = z.infer<typeof acceptInput>;
export type RequestInput = z.infer<typeof requestInput>;
export type GrantInput = z.infer<typeof grantInput>;
