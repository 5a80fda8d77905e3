import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { commonFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const actionStatuses = [
  'not-started',
  'under-way',
  'delayed',
  'completed',
  'suspended',
  'cancelled',
] as const;
export type ActionStatus = (typeof actionStatuses)[number];

/** One step of the way of an action: where it stands from a date on. */
export const actionStatusInput = z.strictObject({
  ...recordInput,
  action: reference,
  status: z.enum(actionStatuses),
  on_date: partialDate,
  basis: translatedInput.optional(),
});
export type ActionStatusInput = z.infer<typeof actionStatusInput>;

export const actionStatusChoices = [
  { value: 'not-started', label: 'action_status_not_started' },
  { value: 'under-way', label: 'action_status_under_way' },
  { value: 'delayed', label: 'action_status_delayed' },
  { value: 'completed', label: 'action_status_completed' },
  { value: 'suspended', label: 'action_status_suspended' },
  { value: 'cancelled', label: 'action_status_cancelled' },
] as const satisfies { value: ActionStatus; label: string }[];

/** The form of a step of an action. */
export const actionStatusFields: FormField[] = [
  { name: 'action', column: 'action_id', kind: 'reference', of: 'actions', label: 'field_action_id' },
  {
    name: 'status',
    kind: 'choice',
    label: 'field_status',
    hint: 'form_action_status_hint',
    choices: [...actionStatusChoices],
  },
  { name: 'on_date', kind: 'date', label: 'field_on_date', hint: 'form_date_hint' },
  { name: 'basis', kind: 'passage', label: 'field_basis', hint: 'form_basis_hint', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];
