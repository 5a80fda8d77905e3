import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { currency, moneyInput } from '#features/plans/money/schema.ts';
import { commonFields, periodFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { itemLink, line, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const planKinds = ['national', 'workplan', 'un-framework', 'other'] as const;
export const partnerRoles = ['implementing', 'funding', 'technical', 'consulted'] as const;
export const actionRelations = ['same-as', 'contributes-to', 'depends-on'] as const;
export const externalSchemes = ['un-info', 'iati'] as const;
export type PartnerRole = (typeof partnerRoles)[number];
export type ActionRelation = (typeof actionRelations)[number];
export type ExternalScheme = (typeof externalSchemes)[number];

/** A plan; `levels` names the levels of its chain from the top, `currency` is the one its sums are told in. */
export const planInput = z.strictObject({
  ...recordInput,
  kind: z.enum(planKinds).optional(),
  title: translatedInput,
  summary: translatedInput.optional(),
  body: reference.optional(),
  organisation: reference.optional(),
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
  currency: currency.optional(),
  levels: z.array(translatedInput).max(8).default([]),
});

/** How far an action serves gender equality or human rights: 0 not at all, 3 it is what the action is for. */
const marker = z.coerce.number().int().min(0).max(3);
const degree = z.coerce.number().int().min(1).max(3);

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
  partners: z.array(z.strictObject({ organisation: reference, role: z.enum(partnerRoles) })).default([]),
  places: z.array(reference).default([]),
  links: z.array(z.strictObject({ other: reference, relation: z.enum(actionRelations) })).default([]),
  gender_marker: marker.optional(),
  rights_marker: marker.optional(),
  external_scheme: z.enum(externalSchemes).optional(),
  external_ref: line.optional(),
  /** What it sets out to reach: so many of something. */
  target_amount: z.number().positive().optional(),
  target_unit: translatedInput.optional(),
  money: z.array(moneyInput).default([]),
  risks: z
    .array(
      z.strictObject({
        risk: translatedInput,
        likelihood: degree,
        impact: degree,
        response: translatedInput.optional(),
      }),
    )
    .default([]),
});

export type PlanInput = z.infer<typeof planInput>;
export type ActionInput = z.infer<typeof actionInput>;

/** As the form of a plan gives it: each level a row of its own. */
export const planFormInput = planInput.extend({
  levels: z.array(z.strictObject({ name: translatedInput }).transform(({ name }) => name)).default([]),
});

/** As the form of an action gives it: each commitment and each place a row of its own. */
export const actionFormInput = actionInput.extend({
  commitments: z
    .array(z.strictObject({ commitment: reference }).transform(({ commitment }) => commitment))
    .default([]),
  places: z.array(z.strictObject({ place: reference }).transform(({ place }) => place)).default([]),
});

/** Who acts: a body of the network, or an organisation. */
export const actingFields: FormField[] = [
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
  {
    name: 'kind',
    kind: 'choice',
    label: 'field_kind',
    choices: [
      { value: 'national', label: 'plan_kind_national' },
      { value: 'workplan', label: 'plan_kind_workplan' },
      { value: 'un-framework', label: 'plan_kind_un_framework' },
      { value: 'other', label: 'plan_kind_other' },
    ],
    optional: true,
  },
  { name: 'summary', kind: 'passage', label: 'field_summary', optional: true },
  ...actingFields,
  {
    name: 'levels',
    column: 'plan_levels',
    kind: 'rows',
    label: 'field_plan_levels',
    hint: 'form_levels_hint',
    optional: true,
    row: [{ name: 'name', kind: 'text', label: 'field_level_name' }],
  },
  { name: 'currency', kind: 'line', label: 'field_currency', hint: 'form_currency_hint', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];
