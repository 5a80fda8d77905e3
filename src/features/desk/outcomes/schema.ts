import { z } from 'zod';
import { decisionKindLabels } from '#features/meetings/decisions/labels.ts';
import { actionPointInput, ownerKinds } from '#features/meetings/action-points/schema.ts';
import { decisionInput, type DecisionKind } from '#features/meetings/schema.ts';
import { commonFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { reference, visibilities } from '#lib/record.ts';

/** What a meeting comes to, as it stands in addresses. */
export const outcomeKinds = ['decisions', 'action_points'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];
export const isOutcomeKind = (text: string): text is OutcomeKind =>
  (outcomeKinds as readonly string[]).includes(text);

const rowOf = (name: string) =>
  z.array(z.strictObject({ [name]: reference }).transform((row) => row[name] ?? '')).default([]);
const links = { actions: rowOf('action'), commitments: rowOf('commitment') };

/** As the form of a decision gives it: each link a row of its own. */
export const decisionFormInput = decisionInput.extend(links);

/** As the form of an action point gives it: a field for each kind of owner, one of them filled in. */
export const pointFormInput = actionPointInput.omit({ owner: true }).extend({
  ...links,
  owner_seat: reference.optional(),
  owner_organisation: reference.optional(),
  owner_person: reference.optional(),
});
export type PointFormInput = z.infer<typeof pointFormInput>;

const kinds = (Object.keys(decisionKindLabels) as DecisionKind[]).map((value) => ({
  value,
  label: decisionKindLabels[value],
}));

const agendaItem: FormField = {
  name: 'agenda_item',
  column: 'agenda_item_id',
  kind: 'reference',
  of: 'agenda_items',
  label: 'field_agenda_item_id',
  optional: true,
};

const linkFields = (of: 'decision' | 'action_point'): FormField[] => [
  {
    name: 'commitments',
    column: `${of}_commitments`,
    kind: 'rows',
    label: 'field_decision_commitments',
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
  {
    name: 'actions',
    column: `${of}_actions`,
    kind: 'rows',
    label: 'field_decision_actions',
    hint: 'form_row_hint',
    optional: true,
    once: ['action'],
    row: [{ name: 'action', column: 'action_id', kind: 'reference', of: 'actions', label: 'outcome_action' }],
  },
];

const decisionFields: FormField[] = [
  { name: 'wording', kind: 'passage', label: 'outcome_wording' },
  { name: 'kind', kind: 'choice', label: 'meeting_kind', choices: kinds },
  { name: 'decided_on', kind: 'date', label: 'decision_on', hint: 'form_date_hint' },
  agendaItem,
  {
    name: 'carried_out_on',
    kind: 'date',
    label: 'decision_carried_out_on',
    hint: 'outcome_carried_out_hint',
    optional: true,
  },
  {
    name: 'superseded_by',
    column: 'superseded_by_id',
    kind: 'reference',
    of: 'decisions',
    label: 'decision_superseded_by',
    optional: true,
  },
  ...linkFields('decision'),
  ...commonFields(visibilities),
];

const owners = { seat: 'seats', organisation: 'organisations', person: 'people' } as const;
const ownerLabels = {
  seat: 'outcome_owner_seat',
  organisation: 'outcome_owner_organisation',
  person: 'outcome_owner_person',
} as const;

const pointFields: FormField[] = [
  { name: 'task', kind: 'passage', label: 'outcome_task' },
  ...ownerKinds.map((kind): FormField => ({
    name: `owner_${kind}`,
    column: `owner_${kind}_id`,
    kind: 'reference',
    of: owners[kind],
    label: ownerLabels[kind],
    ...(kind === 'seat' && { hint: 'outcome_owner_hint' }),
    optional: true,
  })),
  { name: 'due_on', kind: 'date', label: 'point_due_term', hint: 'form_date_hint', optional: true },
  { name: 'agreed_on', kind: 'date', label: 'point_agreed', hint: 'form_date_hint' },
  agendaItem,
  {
    name: 'decision',
    column: 'decision_id',
    kind: 'reference',
    of: 'decisions',
    label: 'outcome_follows',
    optional: true,
  },
  ...linkFields('action_point'),
  ...commonFields(visibilities),
];

export const outcomeFields: Record<OutcomeKind, FormField[]> = {
  decisions: decisionFields,
  action_points: pointFields,
};

const belonging: FormField[] = [
  { name: 'body', column: 'body_id', kind: 'reference', of: 'bodies', label: 'field_body_id' },
  { name: 'meeting', column: 'meeting_id', kind: 'reference', of: 'meetings', label: 'field_meeting_id' },
];

/** Every field of an outcome, also those its form does not ask. */
export const outcomeStanding = (kind: OutcomeKind): FormField[] => [...outcomeFields[kind], ...belonging];

/** What stays open once the minutes of the meeting are adopted (migrations: keep_with_minutes). */
const openAfterAdoption = new Set([
  'carried_out_on',
  'superseded_by',
  'due_on',
  ...ownerKinds.map((kind) => `owner_${kind}`),
  'actions',
  'commitments',
  ...commonFields(visibilities).map(({ name }) => name),
]);

/** The fields of a form: without a meeting there is no item to stand under, and adopted minutes keep what they say. */
export const fieldsOf = (
  kind: OutcomeKind,
  { hasMeeting, isLocked }: { hasMeeting: boolean; isLocked: boolean },
): FormField[] =>
  outcomeFields[kind].filter(
    ({ name }) => (hasMeeting || name !== 'agenda_item') && (!isLocked || openAfterAdoption.has(name)),
  );
