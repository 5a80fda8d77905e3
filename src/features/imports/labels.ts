import { keepLabels } from '#features/desk/labels.ts';
import { importable } from '#features/imports/schema.ts';
import type { FormField } from '#lib/forms/fields.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** What is asked of a file before it is read. */
export const importFields: FormField[] = [
  {
    name: 'noun',
    kind: 'choice',
    label: 'imports_noun',
    choices: importable.map((value) => ({ value, label: keepLabels[value] })),
  },
  {
    name: 'organisation',
    kind: 'reference',
    of: 'organisations',
    label: 'imports_organisation',
    hint: 'imports_organisation_hint',
  },
];

/** What becomes of a row. */
export const outcomeLabels: Record<'new' | 'changed' | 'same' | 'wrong', MessageKey> = {
  new: 'imports_outcome_new',
  changed: 'imports_outcome_changed',
  same: 'imports_outcome_same',
  wrong: 'imports_outcome_wrong',
};
