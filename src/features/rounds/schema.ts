import { z } from 'zod';
import { exactDay, partialDate } from '#lib/dates.ts';
import { commonFields, periodFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

/**
 * A period of a plan that is reported on. `due_on` is the last day; `grace_days` later reports lock. With two levels
 * whoever runs the plan's body approves before the secretariat does.
 */
export const roundInput = z.strictObject({
  ...recordInput,
  plan: reference,
  title: translatedInput,
  from_on: partialDate,
  until_on: partialDate,
  opens_on: exactDay,
  due_on: exactDay,
  grace_days: z.number().int().min(0).max(365).default(7),
  levels: z.number().int().min(1).max(2).default(1),
  remind_days: z.number().int().min(0).max(60).default(7),
  escalate_days: z.number().int().min(1).max(90).default(14),
});
export type RoundInput = z.infer<typeof roundInput>;

/** As the form gives it: the number of levels is a choice. */
export const roundFormInput = roundInput.extend({ levels: z.coerce.number().int().min(1).max(2).default(1) });

/** What a new round begins with. */
export const roundBegins = { levels: '1', grace_days: '7', remind_days: '7', escalate_days: '14' };

export const roundFields: FormField[] = [
  { name: 'title', kind: 'text', label: 'field_title' },
  { name: 'plan', column: 'plan_id', kind: 'reference', of: 'plans', label: 'field_plan_id' },
  ...periodFields.map((field) => ({ ...field, optional: false })),
  { name: 'opens_on', kind: 'date', label: 'field_opens_on', hint: 'form_opens_on_hint' },
  { name: 'due_on', kind: 'date', label: 'round_due_on', hint: 'form_round_due_hint' },
  { name: 'grace_days', kind: 'number', label: 'field_grace_days', hint: 'form_grace_days_hint' },
  {
    name: 'levels',
    kind: 'choice',
    label: 'field_levels',
    choices: [
      { value: '1', label: 'round_levels_1' },
      { value: '2', label: 'round_levels_2' },
    ],
  },
  { name: 'remind_days', kind: 'number', label: 'field_remind_days', hint: 'form_remind_days_hint' },
  { name: 'escalate_days', kind: 'number', label: 'field_escalate_days', hint: 'form_escalate_days_hint' },
  ...commonFields(['public', 'network', 'secretariat']),
];
