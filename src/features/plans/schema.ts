import { z } from 'zod';
import { itemRows } from '#features/frameworks/schema.ts';
import { partialDate } from '#lib/dates.ts';
import { commonFields, periodFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { itemLink, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const planInput = z.strictObject({
  ...recordInput,
  title: translatedInput,
  summary: translatedInput.optional(),
  body: reference.optional(),
  organisation: reference.optional(),
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
});

/** What is to be done, by a body or an organisation. `parent` is the action it is part of. */
export const actionInput = z.strictObject({
  ...recordInput,
  plan: reference.optional(),
  parent: reference.optional(),
  title: translatedInput,
  description: translatedInput.optional(),
  body: reference.optional(),
  organisation: reference.optional(),
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
  sort: z.number().int().default(0),
  items: z.array(itemLink).default([]),
  commitments: z.array(reference).default([]),
});

export type PlanInput = z.infer<typeof planInput>;
export type ActionInput = z.infer<typeof actionInput>;

/** As the form of an action gives it: each commitment a row of its own. */
export const actionFormInput = actionInput.extend({
  commitments: z
    .array(z.strictObject({ commitment: reference }).transform(({ commitment }) => commitment))
    .default([]),
});

/** Who acts: a body of the network, or an organisation. */
const actingFields: FormField[] = [
  {
    name: 'body',
    column: 'body_id',
    kind: 'reference',
    of: 'bodies',
    label: 'field_body_id',
    optional: true,
  },
  {
    name: 'organisation',
    column: 'organisation_id',
    kind: 'reference',
    of: 'organisations',
    label: 'field_organisation_id',
    optional: true,
  },
  ...periodFields,
];

/** The form of a plan. */
export const planFields: FormField[] = [
  { name: 'title', kind: 'text', label: 'field_title' },
  { name: 'summary', kind: 'passage', label: 'field_summary', optional: true },
  ...actingFields,
  ...commonFields(['public', 'network', 'secretariat']),
];

/** The form of an action. */
export const actionFields: FormField[] = [
  { name: 'title', kind: 'text', label: 'field_title' },
  { name: 'plan', column: 'plan_id', kind: 'reference', of: 'plans', label: 'field_plan_id', optional: true },
  {
    name: 'parent',
    column: 'parent_id',
    kind: 'reference',
    of: 'actions',
    label: 'field_parent_id',
    hint: 'form_action_parent_hint',
    optional: true,
  },
  { name: 'description', kind: 'passage', label: 'field_description', optional: true },
  ...actingFields,
  {
    name: 'commitments',
    column: 'action_commitments',
    kind: 'rows',
    label: 'field_action_commitments',
    hint: 'form_row_hint',
    optional: true,
    once: ['commitment'],
    row: [
      {
        name: 'commitment',
        column: 'commitment_id',
        kind: 'reference',
        of: 'commitments',
        label: 'field_commitment_id',
      },
    ],
  },
  itemRows('action_items'),
  { name: 'sort', kind: 'number', label: 'field_sort', hint: 'form_sort_hint', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];
