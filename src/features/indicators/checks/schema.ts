import type { FormField } from '#lib/forms/fields.ts';

/** What a value can be, and when a new one is expected. */
export const checkFields: FormField[] = [
  { name: 'least', kind: 'decimal', label: 'field_least', hint: 'form_bounds_hint', optional: true },
  { name: 'most', kind: 'decimal', label: 'field_most', optional: true },
  { name: 'whole', kind: 'yes', label: 'form_whole' },
  {
    name: 'frequency',
    kind: 'choice',
    label: 'field_frequency',
    choices: [
      { value: 'monthly', label: 'frequency_monthly' },
      { value: 'quarterly', label: 'frequency_quarterly' },
      { value: 'yearly', label: 'frequency_yearly' },
      { value: 'irregular', label: 'frequency_irregular' },
    ],
    optional: true,
  },
  { name: 'next_due_on', kind: 'date', label: 'field_next_due_on', hint: 'form_date_hint', optional: true },
];
