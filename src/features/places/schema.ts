import { z } from 'zod';
import { aliases, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const placeLevels = ['country', 'division', 'district', 'upazila'] as const;
export type PlaceLevel = (typeof placeLevels)[number];

/** `ref` is the humanitarian place code (BD1004) or, for a country, its M49 code (050). Degrees are WGS 84. */
export const placeInput = z.strictObject({
  ...recordInput,
  level: z.enum(placeLevels),
  name: translatedInput,
  aliases,
  parent: reference.optional(),
  iso3: z
    .string()
    .regex(/^[A-Z]{3}$/u)
    .optional(),
  latitude: z.coerce.number().min(-90).max(90).optional(),
  longitude: z.coerce.number().min(-180).max(180).optional(),
});
export type PlaceInput = z.infer<typeof placeInput>;
