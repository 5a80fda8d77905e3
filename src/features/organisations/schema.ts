import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { commonFields, periodFields, statedField } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { aliases, recordInput, reference, webAddress } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const sectors = ['government', 'un', 'civil-society', 'private', 'research', 'other'] as const;

export const organisationTypeInput = z.strictObject({
  ...recordInput,
  name: translatedInput,
  sector: z.enum(sectors),
  sort: z.number().int().default(0),
});

export const organisationInput = z.strictObject({
  ...recordInput,
  name: translatedInput,
  acronym: translatedInput.optional(),
  aliases,
  type: reference,
  parent: reference.optional(),
  website: webAddress.optional(),
});

/** An office held by a person. The ends may be unknown; `stated_on` is when the evidence says so. */
export const positionInput = z.strictObject({
  ...recordInput,
  person: reference,
  organisation: reference,
  title: translatedInput,
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
  stated_on: partialDate.optional(),
});

export type OrganisationTypeInput = z.infer<typeof organisationTypeInput>;
export type OrganisationInput = z.infer<typeof organisationInput>;
export type PositionInput = z.infer<typeof positionInput>;

/** The form of an organisation. */
export const organisationFields: FormField[] = [
  { name: 'name', kind: 'text', label: 'field_name' },
  { name: 'acronym', kind: 'text', label: 'field_acronym', optional: true },
  { name: 'type', column: 'type_id', kind: 'reference', of: 'organisation_types', label: 'field_type_id' },
  {
    name: 'parent',
    column: 'parent_id',
    kind: 'reference',
    of: 'organisations',
    label: 'field_parent_id',
    optional: true,
  },
  { name: 'website', kind: 'web', label: 'field_website', optional: true },
  { name: 'aliases', kind: 'lines', label: 'field_aliases', hint: 'form_lines_hint', optional: true },
  ...commonFields(['public', 'network', 'secretariat']),
];

/** The form of an office. */
export const positionFields: FormField[] = [
  { name: 'person', column: 'person_id', kind: 'reference', of: 'people', label: 'field_person_id' },
  {
    name: 'organisation',
    column: 'organisation_id',
    kind: 'reference',
    of: 'organisations',
    label: 'field_organisation_id',
  },
  { name: 'title', kind: 'text', label: 'field_title' },
  ...periodFields,
  statedField,
  ...commonFields(['public', 'network', 'secretariat']),
];
