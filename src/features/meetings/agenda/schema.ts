import type { AgendaEnd, AgendaKind } from '#features/meetings/schema.ts';
import { commonFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import { visibilities } from '#lib/record.ts';

const kinds: { value: AgendaKind; label: MessageKey }[] = [
  { value: 'information', label: 'agenda_kind_information' },
  { value: 'discussion', label: 'agenda_kind_discussion' },
  { value: 'decision', label: 'agenda_kind_decision' },
];
const ends: { value: AgendaEnd; label: MessageKey }[] = [
  { value: 'treated', label: 'agenda_end_treated' },
  { value: 'carried-over', label: 'agenda_end_carried_over' },
  { value: 'withdrawn', label: 'agenda_end_withdrawn' },
];

/** The form of an agenda item. */
export const agendaItemFields: FormField[] = [
  { name: 'title', kind: 'text', label: 'field_title' },
  { name: 'kind', kind: 'choice', label: 'agenda_purpose', choices: kinds },
  { name: 'duration', kind: 'number', label: 'agenda_minutes', optional: true },
  {
    name: 'presenter_person',
    column: 'presenter_person_id',
    kind: 'reference',
    of: 'people',
    label: 'agenda_presenter_person',
    optional: true,
  },
  {
    name: 'presenter_organisation',
    column: 'presenter_organisation_id',
    kind: 'reference',
    of: 'organisations',
    label: 'agenda_presenter_organisation',
    optional: true,
  },
  {
    name: 'parent',
    column: 'parent_id',
    kind: 'reference',
    of: 'agenda_items',
    label: 'agenda_under',
    optional: true,
  },
  {
    name: 'papers',
    column: 'agenda_papers',
    kind: 'rows',
    label: 'agenda_papers',
    hint: 'agenda_papers_hint',
    optional: true,
    once: ['evidence'],
    row: [
      { name: 'evidence', column: 'evidence_id', kind: 'reference', of: 'evidence', label: 'agenda_paper' },
    ],
  },
  { name: 'outcome', kind: 'passage', label: 'field_outcome', hint: 'agenda_outcome_hint', optional: true },
  { name: 'ended', kind: 'choice', label: 'agenda_ended', choices: ends, optional: true },
  ...commonFields(visibilities),
];

/** What the form does not ask and a change must leave as it is. */
export const agendaItemStanding: FormField[] = [
  ...agendaItemFields,
  { name: 'position', kind: 'number', label: 'field_position' },
  { name: 'meeting', column: 'meeting_id', kind: 'reference', of: 'meetings', label: 'field_meeting_id' },
  {
    name: 'continues',
    column: 'continues_id',
    kind: 'reference',
    of: 'agenda_items',
    label: 'agenda_continues',
  },
];
