import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const versionSteps = ['adopted', 'revised', 'closed'] as const;
export type VersionStep = (typeof versionSteps)[number];

/** A version of a plan: what it said on its day is frozen with it. Its number follows from those before it. */
export const planVersionInput = z.strictObject({
  ...recordInput,
  plan: reference,
  step: z.enum(versionSteps),
  on_date: partialDate,
  /** What it rests on: a decision, a gazette, a letter. */
  basis: translatedInput.optional(),
});
export type PlanVersionInput = z.infer<typeof planVersionInput>;
