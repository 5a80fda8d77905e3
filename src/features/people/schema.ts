import { z } from 'zod';
import { aliases, recordInput } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

/** Somebody in office. Only people whom a public source names in office are recorded. */
export const personInput = z.strictObject({
  ...recordInput,
  name: translatedInput,
  honorific: translatedInput.optional(),
  aliases,
});
export type PersonInput = z.infer<typeof personInput>;
