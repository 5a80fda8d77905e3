import { z } from 'zod';
import { cleanLine } from '#lib/i18n/text.ts';
import { scopes, type Scope } from '#lib/scopes.ts';

/** For how many days a token can be made; a year is the longest. */
export const lifetimes = ['30', '90', '180', '365'] as const;

export const tokenId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/u);

/** What somebody types to make a token. The messages are message keys. */
export const tokenInput = z.object({
  name: z
    .string({ error: 'token_error_name' })
    .max(80, { error: 'token_error_name' })
    .transform(cleanLine)
    .refine((name) => name.length > 0, { error: 'token_error_name' }),
  scopes: z
    .array(z.enum(scopes, { error: 'token_error_scopes' }))
    .min(1, { error: 'token_error_scopes' })
    .transform((chosen): Scope[] => scopes.filter((scope) => chosen.includes(scope))),
  days: z.enum(lifetimes, { error: 'token_error_days' }).transform(Number),
});

export type TokenInput = z.infer<typeof tokenInput>;
