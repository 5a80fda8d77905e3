import type { FormField } from '#lib/forms/fields.ts';

/** Where an indicator began, and what it sets out to reach. */
export const targetFields: FormField[] = [
  { name: 'baseline_value', kind: 'decimal', label: 'field_baseline_value', optional: true },
  { name: 'baseline_on', kind: 'date', label: 'field_baseline_on', hint: 'form_date_hint', optional: true },
  {
    name: 'targets',
    column: 'indicator_targets',
    kind: 'rows',
    label: 'field_indicator_targets',
    hint: 'form_targets_hint',
    optional: true,
    once: ['on_date'],
    row: [
      { name: 'on_date', kind: 'date', label: 'field_target_date', hint: 'form_date_hint' },
      { name: 'value', kind: 'decimal', label: 'field_value' },
      { name: 'basis', kind: 'text', label: 'field_basis', optional: true },
    ],
  },
];
