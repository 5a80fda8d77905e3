import type { FormField } from '#lib/forms/fields.ts';

/** Into which organisation a duplicate is merged, and why. */
export const mergingFields: FormField[] = [
  {
    name: 'kept',
    kind: 'reference',
    of: 'organisations',
    label: 'merging_kept',
    hint: 'merging_kept_hint',
  },
  { name: 'reason', kind: 'line', label: 'desk_reason', hint: 'desk_reason_hint' },
];
