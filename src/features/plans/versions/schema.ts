import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import type { FormField } from '#lib/forms/fields.ts';
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

/** What the form asks of a version; the plan and its number are known. */
export const planVersionFields: FormField[] = [
  {
    name: 'step',
    kind: 'choice',
    label: 'plan_version_step',
    choices: [
      { value: 'adopted', label: 'plan_version_step_adopted' },
      { value: 'revised', label: 'plan_version_step_revised' },
      { value: 'closed', label: 'plan_version_step_closed' },
    ],
  },
  { name: 'on_date', kind: 'date', label: 'plan_version_on', hint: 'form_date_hint' },
  {
    name: 'basis',
    kind: 'passage',
    label: 'plan_version_basis',
    hint: 'plan_version_basis_hint',
    optional: true,
  },
  { name: 'evidence', kind: 'lines', label: 'field_evidence', hint: 'form_evidence_hint', optional: true },
];
