import { z } from 'zod';
import { itemRows } from '#features/frameworks/schema.ts';
import { partialDate } from '#lib/dates.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { commonFields } from '#lib/forms/every-record.ts';
import { latinDigits } from '#lib/forms/written-dates.ts';
import { itemLink, line, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const commitmentKinds = [
  'pledge',
  'recommendation',
  'agenda-point',
  'declaration-paragraph',
  'national-plan',
  'standing',
  'general',
] as const;
export const partyRoles = ['maker', 'lead', 'supporting'] as const;
export const relations = ['answers', 'repeats', 'replaces', 'matches', 'part-of'] as const;
export const commitmentStatuses = [
  'made',
  'under-way',
  'in-part',
  'fulfilled',
  'not-fulfilled',
  'lapsed',
] as const;
export const responses = ['supported', 'in-part', 'noted'] as const;
/** Where a commitment has an identifier of its own: the Universal Human Rights Index, or another register. */
export const externalSchemes = ['uhri', 'other'] as const;
export const participations = ['individual', 'joint', 'matching'] as const;
/** What a commitment puts in; several at once. */
export const natures = ['financial', 'human', 'process', 'policy'] as const;
export type CommitmentKind = (typeof commitmentKinds)[number];
export type PartyRole = (typeof partyRoles)[number];
export type Relation = (typeof relations)[number];
export type CommitmentStatus = (typeof commitmentStatuses)[number];
export type Response = (typeof responses)[number];
export type Participation = (typeof participations)[number];
export type Nature = (typeof natures)[number];

export const commitmentInput = z.strictObject({
  ...recordInput,
  kind: z.enum(commitmentKinds),
  title: translatedInput,
  /** The words of the commitment as published, when they are known. */
  wording: translatedInput.optional(),
  instrument: translatedInput,
  /** Review cycle it belongs to, such as "IMRF 2022" or "UPR 4". */
  cycle: line.transform(latinDigits).optional(),
  made_on: partialDate.optional(),
  participation: z.enum(participations).optional(),
  natures: z.array(z.enum(natures)).default([]),
  /** The body that issued a recommendation, and the State that made it. */
  issuer: reference.optional(),
  recommending_place: reference.optional(),
  external_scheme: z.enum(externalSchemes).optional(),
  external_ref: line.pipe(z.string().max(200)).optional(),
  affected_groups: translatedInput.optional(),
  /** The State's answer to a recommendation. */
  response: z.enum(responses).optional(),
  response_wording: translatedInput.optional(),
  period_from: partialDate.optional(),
  period_until: partialDate.optional(),
  target: translatedInput.optional(),
  target_on: partialDate.optional(),
  follow_up: translatedInput.optional(),
  parties: z.array(z.strictObject({ organisation: reference, role: z.enum(partyRoles) })).min(1),
  items: z.array(itemLink).default([]),
  links: z.array(z.strictObject({ other: reference, relation: z.enum(relations) })).default([]),
});

/** One step of the way a commitment has come. */
export const commitmentStatusInput = z.strictObject({
  ...recordInput,
  commitment: reference,
  status: z.enum(commitmentStatuses),
  on_date: partialDate,
  basis: translatedInput.optional(),
});

export type CommitmentInput = z.infer<typeof commitmentInput>;
export type CommitmentStatusInput = z.infer<typeof commitmentStatusInput>;

/** How long the UN pledge form wants the description of a pledge, in characters. The record keeps any length. */
export const pledgeLength = { least: 300, most: 3000 };

const kindChoices = [
  { value: 'pledge', label: 'commitment_kind_pledge' },
  { value: 'recommendation', label: 'commitment_kind_recommendation' },
  { value: 'agenda-point', label: 'commitment_kind_agenda_point' },
  { value: 'declaration-paragraph', label: 'commitment_kind_declaration_paragraph' },
  { value: 'national-plan', label: 'commitment_kind_national_plan' },
  { value: 'standing', label: 'commitment_kind_standing' },
  { value: 'general', label: 'commitment_kind_general' },
] as const satisfies { value: CommitmentKind; label: string }[];

const participationChoices = [
  { value: 'individual', label: 'commitment_participation_individual' },
  { value: 'joint', label: 'commitment_participation_joint' },
  { value: 'matching', label: 'commitment_participation_matching' },
] as const satisfies { value: Participation; label: string }[];

const natureChoices = [
  { value: 'financial', label: 'commitment_nature_financial' },
  { value: 'human', label: 'commitment_nature_human' },
  { value: 'process', label: 'commitment_nature_process' },
  { value: 'policy', label: 'commitment_nature_policy' },
] as const satisfies { value: Nature; label: string }[];

const roleChoices = [
  { value: 'maker', label: 'commitment_role_maker' },
  { value: 'lead', label: 'commitment_role_lead' },
  { value: 'supporting', label: 'commitment_role_supporting' },
] as const satisfies { value: PartyRole; label: string }[];

const responseChoices = [
  { value: 'supported', label: 'commitment_response_supported' },
  { value: 'in-part', label: 'commitment_response_in_part' },
  { value: 'noted', label: 'commitment_response_noted' },
] as const satisfies { value: Response; label: string }[];

const relationChoices = [
  { value: 'answers', label: 'commitment_answers' },
  { value: 'repeats', label: 'commitment_repeats' },
  { value: 'replaces', label: 'commitment_replaces' },
  { value: 'matches', label: 'commitment_matches' },
  { value: 'part-of', label: 'commitment_part_of' },
] as const satisfies { value: Relation; label: string }[];

const statusChoices = [
  { value: 'made', label: 'commitment_status_made' },
  { value: 'under-way', label: 'commitment_status_under_way' },
  { value: 'in-part', label: 'commitment_status_in_part' },
  { value: 'fulfilled', label: 'commitment_status_fulfilled' },
  { value: 'not-fulfilled', label: 'commitment_status_not_fulfilled' },
  { value: 'lapsed', label: 'commitment_status_lapsed' },
] as const satisfies { value: CommitmentStatus; label: string }[];

/** Who stands behind a commitment, as rows of its form. */
const partyRows: FormField = {
  name: 'parties',
  column: 'commitment_parties',
  kind: 'rows',
  label: 'field_commitment_parties',
  hint: 'form_parties_hint',
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

/** Other commitments it is tied to, as rows of its form. */
const linkRows: FormField = {
  name: 'links',
  column: 'commitment_links',
  kind: 'rows',
  label: 'field_commitment_links',
  hint: 'form_row_hint',
  optional: true,
  once: ['other', 'relation'],
  row: [
    {
      name: 'other',
      column: 'other_id',
      kind: 'reference',
      of: 'commitments',
      label: 'field_commitment_id',
    },
    { name: 'relation', kind: 'choice', label: 'field_relation', choices: [...relationChoices] },
  ],
};

/** The form of a commitment. Its status is no field: it follows from the steps. */
export const commitmentFields: FormField[] = [
  { name: 'title', kind: 'text', label: 'field_title' },
  { name: 'kind', kind: 'choice', label: 'field_kind', choices: [...kindChoices] },
  {
    name: 'wording',
    kind: 'passage',
    label: 'field_wording',
    hint: 'form_wording_hint',
    length: pledgeLength,
    optional: true,
  },
  { name: 'instrument', kind: 'text', label: 'field_instrument', hint: 'form_instrument_hint' },
  { name: 'cycle', kind: 'line', label: 'field_cycle', hint: 'form_cycle_hint', optional: true },
  { name: 'made_on', kind: 'date', label: 'field_made_on', hint: 'form_date_hint', optional: true },
  partyRows,
  {
    name: 'participation',
    kind: 'choice',
    label: 'field_participation',
    choices: [...participationChoices],
    optional: true,
  },
  {
    name: 'natures',
    kind: 'choices',
    label: 'field_natures',
    hint: 'form_natures_hint',
    optional: true,
    choices: [...natureChoices],
  },
  itemRows('commitment_items'),
  { name: 'affected_groups', kind: 'text', label: 'field_affected_groups', optional: true },
  { name: 'period_from', kind: 'date', label: 'field_period_from', hint: 'form_date_hint', optional: true },
  {
    name: 'period_until',
    kind: 'date',
    label: 'field_period_until',
    hint: 'form_until_hint',
    optional: true,
  },
  { name: 'target', kind: 'passage', label: 'field_target', optional: true },
  { name: 'target_on', kind: 'date', label: 'field_target_on', hint: 'form_date_hint', optional: true },
  { name: 'follow_up', kind: 'passage', label: 'field_follow_up', optional: true },
  {
    name: 'issuer',
    column: 'issuer_id',
    kind: 'reference',
    of: 'organisations',
    label: 'field_issuer_id',
    optional: true,
  },
  {
    name: 'recommending_place',
    column: 'recommending_place_id',
    kind: 'reference',
    of: 'places',
    label: 'field_recommending_place_id',
    optional: true,
  },
  {
    name: 'response',
    kind: 'choice',
    label: 'field_response',
    choices: [...responseChoices],
    optional: true,
  },
  { name: 'response_wording', kind: 'passage', label: 'field_response_wording', optional: true },
  linkRows,
  {
    name: 'external_scheme',
    kind: 'choice',
    label: 'field_external_scheme',
    choices: [
      { value: 'uhri', label: 'commitment_external_uhri' },
      { value: 'other', label: 'commitment_external_other' },
    ],
    optional: true,
  },
  { name: 'external_ref', kind: 'line', label: 'field_external_ref', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];

/** The form of a step. */
export const commitmentStatusFields: FormField[] = [
  {
    name: 'commitment',
    column: 'commitment_id',
    kind: 'reference',
    of: 'commitments',
    label: 'field_commitment_id',
  },
  { name: 'status', kind: 'choice', label: 'field_status', choices: [...statusChoices] },
  { name: 'on_date', kind: 'date', label: 'field_on_date', hint: 'form_date_hint' },
  { name: 'basis', kind: 'passage', label: 'field_basis', hint: 'form_basis_hint', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];
