import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { itemLink, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const planInput = z.strictObject({
  ...recordInput,
  title: translatedInput,
  summary: translatedInput.optional(),
  body: reference.optional(),
  organisation: reference.optional(),
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
});

/** What is to be done, by a body or an organisation. `parent` is the action it is part of. */
export const actionInput = z.strictObject({
  ...recordInput,
  plan: reference.optional(),
  parent: reference.optional(),
  title: translatedInput,
  description: translatedInput.optional(),
  body: reference.optional(),
  organisation: reference.optional(),
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
  sort: z.number().int().default(0),
  items: z.array(itemLink).default([]),
  commitments: z.array(reference).default([]),
});

export type PlanInput = z.infer<typeof planInput>;
export type ActionInput = z.infer<typeof actionInput>;
