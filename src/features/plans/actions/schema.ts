import { itemRows } from '#features/frameworks/schema.ts';
import { moneyRows } from '#features/plans/money/schema.ts';
import {
  actingFields,
  type ActionRelation,
  type ExternalScheme,
  type PartnerRole,
} from '#features/plans/schema.ts';
import { commonFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';

const roleChoices = [
  { value: 'implementing', label: 'partner_role_implementing' },
  { value: 'funding', label: 'partner_role_funding' },
  { value: 'technical', label: 'partner_role_technical' },
  { value: 'consulted', label: 'partner_role_consulted' },
] as const satisfies { value: PartnerRole; label: string }[];

const relationChoices = [
  { value: 'same-as', label: 'action_relation_same_as' },
  { value: 'contributes-to', label: 'action_relation_contributes_to' },
  { value: 'depends-on', label: 'action_relation_depends_on' },
] as const satisfies { value: ActionRelation; label: string }[];

const schemeChoices = [
  { value: 'un-info', label: 'external_scheme_un_info' },
  { value: 'iati', label: 'external_scheme_iati' },
] as const satisfies { value: ExternalScheme; label: string }[];

const markerChoices = [
  { value: '0', label: 'marker_0' },
  { value: '1', label: 'marker_1' },
  { value: '2', label: 'marker_2' },
  { value: '3', label: 'marker_3' },
] as const;

const degreeChoices = [
  { value: '1', label: 'degree_1' },
  { value: '2', label: 'degree_2' },
  { value: '3', label: 'degree_3' },
] as const;

/** Who works on an action beside its lead. */
const partnerRows: FormField = {
  name: 'partners',
  column: 'action_partners',
  kind: 'rows',
  label: 'field_action_partners',
  hint: 'form_row_hint',
  optional: true,
  once: ['organisation', 'role'],
  row: [
    {
      name: 'organisation',
      column: 'organisation_id',
      kind: 'reference',
      of: 'organisations',
      label: 'field_organisation_id',
    },
    { name: 'role', kind: 'choice', label: 'field_role', choices: [...roleChoices] },
  ],
};

/** Where it is done: the country, divisions, districts. */
const placeRows: FormField = {
  name: 'places',
  column: 'action_places',
  kind: 'rows',
  label: 'field_action_places',
  hint: 'form_row_hint',
  optional: true,
  once: ['place'],
  row: [{ name: 'place', column: 'place_id', kind: 'reference', of: 'places', label: 'field_place_id' }],
};

/** How it stands to other actions. */
const linkRows: FormField = {
  name: 'links',
  column: 'action_links',
  kind: 'rows',
  label: 'field_action_links',
  hint: 'form_action_links_hint',
  optional: true,
  once: ['other', 'relation'],
  row: [
    { name: 'other', column: 'other_id', kind: 'reference', of: 'actions', label: 'field_action_id' },
    { name: 'relation', kind: 'choice', label: 'field_relation', choices: [...relationChoices] },
  ],
};

/** What may go wrong, how likely and how badly, and what is done about it. */
const riskRows: FormField = {
  name: 'risks',
  column: 'action_risks',
  kind: 'rows',
  label: 'field_action_risks',
  hint: 'form_row_hint',
  optional: true,
  row: [
    { name: 'risk', kind: 'text', label: 'field_risk' },
    { name: 'likelihood', kind: 'choice', label: 'field_likelihood', choices: [...degreeChoices] },
    { name: 'impact', kind: 'choice', label: 'field_impact', choices: [...degreeChoices] },
    { name: 'response', kind: 'text', label: 'field_risk_response', optional: true },
  ],
};

const targetFields: FormField[] = [
  {
    name: 'target_amount',
    kind: 'decimal',
    label: 'field_target_amount',
    hint: 'form_target_amount_hint',
    optional: true,
  },
  { name: 'target_unit', kind: 'text', label: 'field_target_unit', optional: true },
];

const markerFields: FormField[] = [
  {
    name: 'gender_marker',
    kind: 'choice',
    label: 'field_gender_marker',
    hint: 'form_gender_marker_hint',
    choices: [...markerChoices],
    optional: true,
  },
  {
    name: 'rights_marker',
    kind: 'choice',
    label: 'field_rights_marker',
    hint: 'form_rights_marker_hint',
    choices: [...markerChoices],
    optional: true,
  },
];

const externalFields: FormField[] = [
  {
    name: 'external_scheme',
    kind: 'choice',
    label: 'field_external_scheme',
    choices: [...schemeChoices],
    optional: true,
  },
  { name: 'external_ref', kind: 'line', label: 'field_external_ref', optional: true },
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
  partnerRows,
  placeRows,
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
  ...targetFields,
  ...markerFields,
  moneyRows,
  riskRows,
  linkRows,
  ...externalFields,
  { name: 'sort', kind: 'number', label: 'field_sort', hint: 'form_sort_hint', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];
