import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { itemLink, line, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

/** `direction` says which way is better; `finding` is one sentence on what the numbers say. */
export const indicatorInput = z.strictObject({
  ...recordInput,
  title: translatedInput,
  unit: translatedInput,
  decimals: z.number().int().min(0).max(6).default(0),
  direction: z.enum(['up', 'down', 'none']),
  definition: translatedInput.optional(),
  method: translatedInput.optional(),
  custodian: translatedInput.optional(),
  limits: translatedInput.optional(),
  finding: translatedInput.optional(),
  theme: line,
  /** Has values by district that are worth a map. */
  map: z.boolean().default(false),
  sort: z.number().int().default(0),
  items: z.array(itemLink).default([]),
});

export const qualifiers = ['more-than', 'about', 'minimum', 'estimated', 'provisional'] as const;

/**
 * One value. The period is half-open: the year 2019 is from 2019 until 2020.
 * `edition` is the version of the source, `cutoff_on` the day up to which the source counted.
 */
export const observationInput = z.strictObject({
  ...recordInput,
  indicator: reference,
  from_on: partialDate,
  until_on: partialDate,
  place: reference.optional(),
  destination: reference.optional(),
  sex: z.enum(['female', 'male']).optional(),
  category: translatedInput.optional(),
  value: z.coerce.number(),
  qualifier: z.enum(qualifiers).optional(),
  source: reference,
  producer: translatedInput.optional(),
  cutoff_on: partialDate.optional(),
  edition: line.optional(),
  /** A value that needs a second look; the note says why. */
  flagged: z.stringbool().or(z.boolean()).default(false),
});

export type IndicatorInput = z.infer<typeof indicatorInput>;
export type ObservationInput = z.infer<typeof observationInput>;
