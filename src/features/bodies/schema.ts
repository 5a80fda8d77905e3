import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { commonFields, periodFields, statedField } from '#lib/forms/every-record.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import { aliases, recordInput, reference, visibilities } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';
import { visibilityLabels } from '#lib/visibility.ts';

export const bodyKinds = ['network', 'task-force', 'working-group'] as const;
export const seatRoles = ['coordinator', 'secretariat', 'chair', 'co-chair', 'member', 'observer'] as const;
/** Roles whose seats vote unless a body says otherwise. */
const usuallyVoting = ['chair', 'co-chair', 'coordinator', 'member'] as const;
export const adoptions = ['next-meeting', 'silence'] as const;

/** Status is not given: it follows from the three dates. `membership` says in words who belongs. */
export const bodyInput = z.strictObject({
  ...recordInput,
  kind: z.enum(bodyKinds),
  name: translatedInput,
  acronym: translatedInput.optional(),
  aliases,
  parent: reference.optional(),
  parent_organisation: reference.optional(),
  mandate: translatedInput.optional(),
  membership: translatedInput.optional(),
  member_count: z.number().int().min(0).optional(),
  proposed_on: partialDate.optional(),
  established_on: partialDate.optional(),
  closed_on: partialDate.optional(),
  /** Roles that vote, and how many of their seats make a quorum. */
  voting_roles: z.array(z.enum(seatRoles)).default([...usuallyVoting]),
  quorum: z.number().int().min(1).optional(),
  /** Minutes are adopted by the next meeting, or when nobody objects; members have so many days to correct them. */
  adoption: z.enum(adoptions).default('next-meeting'),
  correction_days: z.number().int().min(1).max(90).default(10),
  /** How far its meetings reach unless somebody says otherwise. */
  meeting_visibility: z.enum(visibilities).default('body'),
  sort: z.number().int().default(0),
});

export const seatHolderInput = z.strictObject({
  person: reference,
  capacity: z.enum(['representative', 'alternate']),
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
});

/** Half-open: from the start of `from_on` until before `until_on` begins; the year 2023 is 2023 to 2024. */
export const seatInput = z.strictObject({
  ...recordInput,
  body: reference,
  organisation: reference,
  role: z.enum(seatRoles),
  from_on: partialDate.optional(),
  until_on: partialDate.optional(),
  stated_on: partialDate.optional(),
  holders: z.array(seatHolderInput).default([]),
});

export type BodyInput = z.infer<typeof bodyInput>;
export type SeatInput = z.infer<typeof seatInput>;

const bodyKindChoices = [
  { value: 'network', label: 'body_kind_network' },
  { value: 'task-force', label: 'body_kind_task_force' },
  { value: 'working-group', label: 'body_kind_working_group' },
] as const satisfies { value: (typeof bodyKinds)[number]; label: string }[];

const seatRoleChoices = [
  { value: 'chair', label: 'seat_role_chair' },
  { value: 'co-chair', label: 'seat_role_co_chair' },
  { value: 'coordinator', label: 'seat_role_coordinator' },
  { value: 'secretariat', label: 'seat_role_secretariat' },
  { value: 'member', label: 'seat_role_member' },
  { value: 'observer', label: 'seat_role_observer' },
] as const satisfies { value: (typeof seatRoles)[number]; label: string }[];

/** The form of a body. */
export const bodyFields: FormField[] = [
  { name: 'name', kind: 'text', label: 'field_name' },
  { name: 'acronym', kind: 'text', label: 'field_acronym', optional: true },
  { name: 'kind', kind: 'choice', label: 'field_kind', choices: [...bodyKindChoices] },
  { name: 'mandate', kind: 'passage', label: 'field_mandate', optional: true },
  { name: 'membership', kind: 'passage', label: 'field_membership', optional: true },
  { name: 'member_count', kind: 'number', label: 'field_member_count', optional: true },
  {
    name: 'parent',
    column: 'parent_id',
    kind: 'reference',
    of: 'bodies',
    label: 'field_parent_id',
    optional: true,
  },
  {
    name: 'parent_organisation',
    column: 'parent_organisation_id',
    kind: 'reference',
    of: 'organisations',
    label: 'field_parent_organisation_id',
    optional: true,
  },
  { name: 'proposed_on', kind: 'date', label: 'field_proposed_on', hint: 'form_date_hint', optional: true },
  {
    name: 'established_on',
    kind: 'date',
    label: 'field_established_on',
    hint: 'form_date_hint',
    optional: true,
  },
  { name: 'closed_on', kind: 'date', label: 'field_closed_on', hint: 'form_until_hint', optional: true },
  { name: 'aliases', kind: 'lines', label: 'field_aliases', hint: 'form_lines_hint', optional: true },
  {
    name: 'voting_roles',
    kind: 'choices',
    label: 'field_voting_roles',
    hint: 'form_voting_roles_hint',
    choices: [...seatRoleChoices],
  },
  { name: 'quorum', kind: 'number', label: 'field_quorum', hint: 'form_quorum_hint', optional: true },
  {
    name: 'adoption',
    kind: 'choice',
    label: 'field_adoption',
    optional: true,
    choices: [
      { value: 'next-meeting', label: 'adoption_next_meeting' },
      { value: 'silence', label: 'adoption_silence' },
    ],
  },
  {
    name: 'correction_days',
    kind: 'number',
    label: 'field_correction_days',
    hint: 'form_correction_days_hint',
    optional: true,
  },
  {
    name: 'meeting_visibility',
    kind: 'choice',
    label: 'field_meeting_visibility',
    optional: true,
    choices: visibilities.map((value) => ({ value, label: visibilityLabels[value] })),
  },
  { name: 'sort', kind: 'number', label: 'field_sort', hint: 'form_sort_hint', optional: true },
  ...commonFields(visibilities),
];

/** What the form of a new body begins with. */
export const bodyBegins: Typed = Object.fromEntries(
  usuallyVoting.map((role) => [`voting_roles.${role}`, 'yes']),
);

/** The form of a seat, with those who hold it. */
export const seatFields: FormField[] = [
  { name: 'body', column: 'body_id', kind: 'reference', of: 'bodies', label: 'field_body_id' },
  {
    name: 'organisation',
    column: 'organisation_id',
    kind: 'reference',
    of: 'organisations',
    label: 'field_organisation_id',
  },
  { name: 'role', kind: 'choice', label: 'field_role', choices: [...seatRoleChoices] },
  ...periodFields,
  statedField,
  {
    name: 'holders',
    column: 'seat_holders',
    kind: 'rows',
    label: 'field_seat_holders',
    hint: 'form_row_hint',
    optional: true,
    row: [
      { name: 'person', column: 'person_id', kind: 'reference', of: 'people', label: 'field_person_id' },
      {
        name: 'capacity',
        kind: 'choice',
        label: 'field_capacity',
        choices: [
          { value: 'representative', label: 'form_capacity_representative' },
          { value: 'alternate', label: 'form_capacity_alternate' },
        ],
      },
      ...periodFields,
    ],
  },
  ...commonFields(visibilities),
];
