import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { commonFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

/** What must be reached on the way of an action: by when, and when it was. */
export const milestoneInput = z.strictObject({
  ...recordInput,
  action: reference,
  title: translatedInput,
  due_on: partialDate,
  reached_on: partialDate.optional(),
  sort: z.number().int().default(0),
});
export type MilestoneInput = z.infer<typeof milestoneInput>;

/** The form of a milestone. */
export const milestoneFields: FormField[] = [
  { name: 'title', kind: 'text', label: 'field_title' },
  { name: 'action', column: 'action_id', kind: 'reference', of: 'actions', label: 'field_action_id' },
  { name: 'due_on', kind: 'date', label: 'field_due_on', hint: 'form_date_hint' },
  { name: 'reached_on', kind: 'date', label: 'field_reached_on', hint: 'form_date_hint', optional: true },
  { name: 'sort', kind: 'number', label: 'field_sort', hint: 'form_sort_hint', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];
