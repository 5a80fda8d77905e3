import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { cleanLine } from '#lib/i18n/text.ts';

/** The outside of what a browser says about a passkey; the inside is checked in full by the library. */
const outside = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
  clientExtensionResults: z.record(z.string(), z.unknown()),
});
const isResponse = (value: unknown) => outside.safeParse(value).success;

export const passkeyAnswer = z.object({
  response: z.custom<AuthenticationResponseJSON>(isResponse).optional(),
});
export const passkeyMade = z.object({
  response: z.custom<RegistrationResponseJSON>(isResponse).optional(),
  name: z
    .string()
    .max(100)
    .default('')
    .transform((text) => cleanLine(text) || 'Passkey'),
});
