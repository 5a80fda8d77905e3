import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { aliases, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const bodyKinds = ['network', 'task-force', 'working-group'] as const;
export const seatRoles = ['coordinator', 'secretariat', 'chair', 'co-chair', 'member', 'observer'] as const;

/** Status is not given: it follows from the three dates. `membership` says in words who belongs. */
export const bodyInput = z.strictObject({
  ...recordInput,
  kind: z.enum(bodyKinds),
  name: translatedInput,
  acronym: translatedInput.optional(),
  aliases,
  parent: reference.optional(),
  parent_organisation: reference.optional(),
  mandate: translatedInput.optional(),
  membership: translatedInput.optional(),
  member_count: z.number().int().min(0).optional(),
  proposed_on: partialDate.optional(),
  established_on: partialDate.optional(),
  closed_on: partialDate.optional(),
  sort: z.number().int().default(0),
});

export const seatHolderInput = z.strictObject({
  person: reference,
  capacity: z.enum(['representative', 'alternate']),
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
});

/** Half-open: from the start of `from_on` until before `until_on` begins; the year 2023 is 2023 to 2024. */
export const seatInput = z.strictObject({
  ...recordInput,
  body: reference,
  organisation: reference,
  role: z.enum(seatRoles),
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
  stated_on: partialDate.optional(),
  holders: z.array(seatHolderInput).default([]),
});

export type BodyInput = z.infer<typeof bodyInput>;
export type SeatInput = z.infer<typeof seatInput>;
