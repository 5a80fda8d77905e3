import type { Visibility } from '#lib/record.ts';
import { visibilityLabels } from '#lib/visibility.ts';
import type { FormField } from './fields.ts';

/** What every record's form ends with; `visibilities` are those that make sense for the kind. */
export function commonFields(visibilities: readonly Visibility[]): FormField[] {
  return [
    { name: 'note', kind: 'passage', label: 'field_note', optional: true },
    { name: 'evidence', kind: 'lines', label: 'field_evidence', hint: 'form_evidence_hint', optional: true },
    {
      name: 'visibility',
      kind: 'choice',
      label: 'field_visibility',
      choices: visibilities.map((value) => ({ value, label: visibilityLabels[value] })),
    },
    {
      name: 'published',
      column: 'published_at',
      kind: 'yes',
      label: 'form_published',
      hint: 'form_published_hint',
    },
  ];
}

/** From and until, half-open; either may be unknown. */
export const periodFields: FormField[] = [
  { name: 'from_on', kind: 'date', label: 'field_from_on', hint: 'form_date_hint', optional: true },
  { name: 'until_on', kind: 'date', label: 'field_until_on', hint: 'form_until_hint', optional: true },
];

export const statedField: FormField = {
  name: 'stated_on',
  kind: 'date',
  label: 'field_stated_on',
  hint: 'form_stated_hint',
  optional: true,
};
