import { z } from 'zod';
import { firstDay, partialDate } from '#lib/dates.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { evidenceCite, reference, webAddress } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

/** How far an action is, as its own steps say it. */
export const actionStates = [
  'not-started',
  'under-way',
  'delayed',
  'completed',
  'suspended',
  'cancelled',
] as const;
export type ActionState = (typeof actionStates)[number];

/** Steps of a report; `drafted` is where it begins. */
export const reportSteps = [
  'drafted',
  'submitted',
  'returned',
  'approved-1',
  'approved',
  'published',
] as const;
export type ReportStep = (typeof reportSteps)[number];

const valueInput = z
  .strictObject({
    /** Stays with the value; a new one has none. */
    number: z.number().int().min(1).max(200).optional(),
    indicator: reference,
    from_on: partialDate,
    until_on: partialDate,
    value: z.number(),
    note: translatedInput.optional(),
  })
  .refine(({ from_on, until_on }) => firstDay(until_on) > firstDay(from_on), {
    path: ['until_on'],
    error: 'form_error_period',
  });

/** What an organisation says of its action for a round. All may be missing in a draft. */
export const reportInput = z.strictObject({
  done: translatedInput.optional(),
  obstacles: translatedInput.optional(),
  next_steps: translatedInput.optional(),
  status: z.enum(actionStates).optional(),
  spent_amount: z.number().min(0).max(1e15).optional(),
  spent_currency: z
    .string()
    .regex(/^[A-Z]{3}$/u)
    .optional(),
  proofs: z.array(webAddress).max(20).default([]),
  evidence: z.array(evidenceCite).max(50).default([]),
  milestones: z
    .array(z.strictObject({ milestone: reference, reached_on: partialDate.optional() }))
    .default([]),
  values: z.array(valueInput).max(100).default([]),
});
export type ReportInput = z.infer<typeof reportInput>;
export type ReportValue = ReportInput['values'][number];

/** The form of a report; which of its fields are shown follows from what is open. */
export const reportFields: FormField[] = [
  { name: 'done', kind: 'passage', label: 'report_done', hint: 'report_done_hint' },
  {
    name: 'obstacles',
    kind: 'passage',
    label: 'report_obstacles',
    hint: 'report_obstacles_hint',
    optional: true,
  },
  {
    name: 'next_steps',
    kind: 'passage',
    label: 'report_next_steps',
    hint: 'report_next_steps_hint',
    optional: true,
  },
  {
    name: 'status',
    kind: 'choice',
    label: 'report_status',
    choices: [
      { value: 'not-started', label: 'report_status_not_started' },
      { value: 'under-way', label: 'report_status_under_way' },
      { value: 'delayed', label: 'report_status_delayed' },
      { value: 'completed', label: 'report_status_completed' },
      { value: 'suspended', label: 'report_status_suspended' },
      { value: 'cancelled', label: 'report_status_cancelled' },
    ],
  },
  {
    name: 'milestones',
    column: 'report_milestones',
    kind: 'rows',
    label: 'report_milestones',
    optional: true,
    row: [
      {
        name: 'milestone',
        column: 'milestone_id',
        kind: 'reference',
        of: 'milestones',
        label: 'report_milestone',
      },
      {
        name: 'reached_on',
        kind: 'date',
        label: 'report_reached_on',
        hint: 'form_date_hint',
        optional: true,
      },
    ],
  },
  {
    name: 'values',
    column: 'report_values',
    kind: 'rows',
    label: 'report_values',
    optional: true,
    row: [
      {
        name: 'indicator',
        column: 'indicator_id',
        kind: 'reference',
        of: 'indicators',
        label: 'field_indicator_id',
      },
      { name: 'number', kind: 'number', label: 'report_value_number', optional: true },
      { name: 'value', kind: 'decimal', label: 'field_value', hint: 'form_value_hint' },
      { name: 'from_on', kind: 'date', label: 'report_value_from', hint: 'form_date_hint' },
      { name: 'until_on', kind: 'date', label: 'report_value_until', hint: 'form_date_hint', isLast: true },
      { name: 'note', kind: 'text', label: 'report_value_note', optional: true },
    ],
  },
  { name: 'spent_amount', kind: 'decimal', label: 'report_spent', hint: 'report_spent_hint', optional: true },
  { name: 'spent_currency', kind: 'line', label: 'report_currency', optional: true },
  { name: 'proofs', kind: 'lines', label: 'report_proofs', hint: 'report_proofs_hint', optional: true },
  { name: 'evidence', kind: 'lines', label: 'field_evidence', hint: 'form_evidence_hint', optional: true },
];
