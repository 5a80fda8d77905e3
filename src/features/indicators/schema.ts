import { z } from 'zod';
import { checkFields } from '#features/indicators/checks/schema.ts';
import { targetFields } from '#features/indicators/targets/schema.ts';
import { itemRows } from '#features/frameworks/schema.ts';
import { partialDate } from '#lib/dates.ts';
import { commonFields, periodFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { itemLink, line, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const frequencies = ['monthly', 'quarterly', 'yearly', 'irregular'] as const;
export type Frequency = (typeof frequencies)[number];

/** `direction` says which way is better; `finding` is one sentence on what the numbers say. */
export const indicatorInput = z.strictObject({
  ...recordInput,
  title: translatedInput,
  unit: translatedInput,
  decimals: z.number().int().min(0).max(6).default(0),
  direction: z.enum(['up', 'down', 'none']),
  definition: translatedInput.optional(),
  method: translatedInput.optional(),
  custodian: translatedInput.optional(),
  limits: translatedInput.optional(),
  finding: translatedInput.optional(),
  theme: line,
  /** Has values by district that are worth a map. */
  map: z.boolean().default(false),
  sort: z.number().int().default(0),
  items: z.array(itemLink).default([]),
  /** Where it began, and what it sets out to reach by when. */
  baseline_value: z.number().optional(),
  baseline_on: partialDate.optional(),
  targets: z
    .array(z.strictObject({ on_date: partialDate, value: z.number(), basis: translatedInput.optional() }))
    .default([]),
  /** Values outside these bounds are refused: they cannot be. */
  least: z.number().optional(),
  most: z.number().optional(),
  /** Only whole numbers are values. */
  whole: z.boolean().default(false),
  /** How often a new value is expected, and when the next one. */
  frequency: z.enum(frequencies).optional(),
  next_due_on: partialDate.optional(),
  /** What it measures: the actions of plans, and commitments. */
  actions: z.array(reference).default([]),
  commitments: z.array(reference).default([]),
});

/** As the form of an indicator gives it: each action and each commitment a row of its own. */
export const indicatorFormInput = indicatorInput.extend({
  actions: z.array(z.strictObject({ action: reference }).transform(({ action }) => action)).default([]),
  commitments: z
    .array(z.strictObject({ commitment: reference }).transform(({ commitment }) => commitment))
    .default([]),
});

export const qualifiers = ['more-than', 'about', 'minimum', 'estimated', 'provisional'] as const;

/**
 * One value. The period is half-open: the year 2019 is from 2019 until 2020.
 * `edition` is the version of the source, `cutoff_on` the day up to which the source counted.
 */
export const observationInput = z.strictObject({
  ...recordInput,
  indicator: reference,
  from_on: partialDate,
  until_on: partialDate,
  place: reference.optional(),
  destination: reference.optional(),
  sex: z.enum(['female', 'male']).optional(),
  category: translatedInput.optional(),
  value: z.coerce.number(),
  qualifier: z.enum(qualifiers).optional(),
  source: reference,
  producer: translatedInput.optional(),
  cutoff_on: partialDate.optional(),
  edition: line.optional(),
  /** Somebody looked at a value that is far from the others, and says that it is right. */
  confirmed: z.stringbool().or(z.boolean()).default(false),
  /** A value that needs a second look; the note says why. */
  flagged: z.stringbool().or(z.boolean()).default(false),
});

export type IndicatorInput = z.infer<typeof indicatorInput>;
export type ObservationInput = z.infer<typeof observationInput>;

/** What an indicator measures, as rows of its form. */
const measuredRows: FormField[] = [
  {
    name: 'actions',
    column: 'indicator_actions',
    kind: 'rows',
    label: 'field_indicator_actions',
    hint: 'form_row_hint',
    optional: true,
    once: ['action'],
    row: [
      { name: 'action', column: 'action_id', kind: 'reference', of: 'actions', label: 'field_action_id' },
    ],
  },
  {
    name: 'commitments',
    column: 'indicator_commitments',
    kind: 'rows',
    label: 'field_indicator_commitments',
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
];

/** The form of an indicator: what it measures and how. Its values have a form of their own. */
export const indicatorFields: FormField[] = [
  { name: 'title', kind: 'text', label: 'field_title' },
  { name: 'unit', kind: 'text', label: 'field_unit' },
  { name: 'decimals', kind: 'number', label: 'field_decimals', optional: true },
  {
    name: 'direction',
    kind: 'choice',
    label: 'indicator_direction',
    choices: [
      { value: 'up', label: 'indicator_direction_up' },
      { value: 'down', label: 'indicator_direction_down' },
      { value: 'none', label: 'indicator_direction_none' },
    ],
  },
  {
    name: 'theme',
    kind: 'choice',
    label: 'field_theme',
    choices: [
      { value: 'departures', label: 'indicator_theme_departures' },
      { value: 'lives', label: 'indicator_theme_lives' },
      { value: 'people', label: 'indicator_theme_people' },
      { value: 'policy', label: 'indicator_theme_policy' },
      { value: 'remittances', label: 'indicator_theme_remittances' },
      { value: 'trafficking', label: 'indicator_theme_trafficking' },
    ],
  },
  { name: 'finding', kind: 'passage', label: 'field_finding', hint: 'form_finding_hint', optional: true },
  { name: 'definition', kind: 'passage', label: 'field_definition', optional: true },
  { name: 'method', kind: 'passage', label: 'field_method', optional: true },
  { name: 'custodian', kind: 'text', label: 'field_custodian', optional: true },
  { name: 'limits', kind: 'passage', label: 'field_limits', optional: true },
  itemRows('indicator_items'),
  ...measuredRows,
  ...targetFields,
  ...checkFields,
  { name: 'map', kind: 'yes', label: 'form_map' },
  { name: 'sort', kind: 'number', label: 'field_sort', hint: 'form_sort_hint', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];

/** The period a value counts; both ends are known. */
const countedFields: FormField[] = periodFields.map((field) => ({
  ...field,
  optional: false,
  hint: field.name === 'until_on' ? 'form_counted_until_hint' : 'form_date_hint',
}));

/** The form of a value. Its source is evidence it cites without being named again among its sources. */
export const observationFields: FormField[] = [
  {
    name: 'indicator',
    column: 'indicator_id',
    kind: 'reference',
    of: 'indicators',
    label: 'field_indicator_id',
  },
  { name: 'value', kind: 'decimal', label: 'field_value', hint: 'form_value_hint' },
  {
    name: 'qualifier',
    kind: 'choice',
    label: 'field_qualifier',
    choices: [
      { value: 'more-than', label: 'indicator_qualifier_more_than' },
      { value: 'about', label: 'indicator_qualifier_about' },
      { value: 'minimum', label: 'indicator_qualifier_minimum' },
      { value: 'estimated', label: 'indicator_qualifier_estimated' },
      { value: 'provisional', label: 'indicator_qualifier_provisional' },
    ],
    optional: true,
  },
  ...countedFields,
  {
    name: 'place',
    column: 'place_id',
    kind: 'reference',
    of: 'places',
    label: 'field_place_id',
    optional: true,
  },
  {
    name: 'destination',
    column: 'destination_id',
    kind: 'reference',
    of: 'places',
    label: 'field_destination_id',
    optional: true,
  },
  {
    name: 'sex',
    kind: 'choice',
    label: 'field_sex',
    choices: [
      { value: 'female', label: 'indicator_sex_female' },
      { value: 'male', label: 'indicator_sex_male' },
    ],
    optional: true,
  },
  { name: 'category', kind: 'text', label: 'field_category', optional: true },
  { name: 'source', column: 'evidence_id', kind: 'reference', of: 'evidence', label: 'field_evidence_id' },
  { name: 'producer', kind: 'text', label: 'field_producer', hint: 'form_producer_hint', optional: true },
  { name: 'cutoff_on', kind: 'date', label: 'field_cutoff_on', hint: 'form_cutoff_hint', optional: true },
  { name: 'edition', kind: 'line', label: 'field_edition', hint: 'form_edition_hint', optional: true },
  { name: 'flagged', kind: 'yes', label: 'form_flagged', hint: 'form_flagged_hint' },
  { name: 'confirmed', kind: 'yes', label: 'form_confirmed', hint: 'form_confirmed_hint' },
  ...commonFields(['public', 'network', 'secretariat']),
];
