import { z } from 'zod';
import type { FormField } from '#lib/forms/fields.ts';
import { commonFields } from '#lib/forms/every-record.ts';
import { aliases, recordInput } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

/** Somebody in office. Only people whom a public source names in office are recorded. */
export const personInput = z.strictObject({
  ...recordInput,
  name: translatedInput,
  honorific: translatedInput.optional(),
  aliases,
});
export type PersonInput = z.infer<typeof personInput>;

/** The form of a person in office. */
export const personFields: FormField[] = [
  { name: 'name', kind: 'text', label: 'field_name' },
  { name: 'honorific', kind: 'text', label: 'field_honorific', optional: true },
  { name: 'aliases', kind: 'lines', label: 'field_aliases', hint: 'form_lines_hint', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];
