import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { aliases, recordInput, reference, webAddress } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const sectors = ['government', 'un', 'civil-society', 'private', 'research', 'other'] as const;

export const organisationTypeInput = z.strictObject({
  ...recordInput,
  name: translatedInput,
  sector: z.enum(sectors),
  sort: z.number().int().default(0),
});

export const organisationInput = z.strictObject({
  ...recordInput,
  name: translatedInput,
  acronym: translatedInput.optional(),
  aliases,
  type: reference,
  parent: reference.optional(),
  website: webAddress.optional(),
});

/** An office held by a person. The ends may be unknown; `stated_on` is when the evidence says so. */
export const positionInput = z.strictObject({
  ...recordInput,
  person: reference,
  organisation: reference,
  title: translatedInput,
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
  stated_on: partialDate.optional(),
});

export type OrganisationTypeInput = z.infer<typeof organisationTypeInput>;
export type OrganisationInput = z.infer<typeof organisationInput>;
export type PositionInput = z.infer<typeof positionInput>;
