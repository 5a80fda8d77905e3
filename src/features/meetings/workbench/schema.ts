import type { MeetingKind, MeetingLanguage } from '#features/meetings/schema.ts';
import { commonFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import { visibilities } from '#lib/record.ts';

type Choice = { value: string; label: MessageKey };
const kinds: (Choice & { value: MeetingKind })[] = [
  { value: 'meeting', label: 'meeting_kind_meeting' },
  { value: 'orientation', label: 'meeting_kind_orientation' },
  { value: 'consultation', label: 'meeting_kind_consultation' },
  { value: 'visit', label: 'meeting_kind_visit' },
  { value: 'observance', label: 'meeting_kind_observance' },
  { value: 'session', label: 'meeting_kind_session' },
  { value: 'launch', label: 'meeting_kind_launch' },
];
const languages: (Choice & { value: MeetingLanguage })[] = [
  { value: 'bn', label: 'form_source_bn' },
  { value: 'en', label: 'form_source_en' },
  { value: 'both', label: 'meeting_language_both' },
];
const roles = (
  ...names: ('organiser' | 'supporter' | 'guest' | 'participant' | 'chair' | 'speaker')[]
): Choice[] => names.map((value) => ({ value, label: `meeting_role_${value}` }));

/** Who was there, row by row, with what they were to the meeting. */
const there = (name: string, cell: FormField, choices: Choice[]): FormField => ({
  name,
  column: `meeting_${name}`,
  kind: 'rows',
  label: `field_meeting_${name as 'organisations' | 'people' | 'bodies'}`,
  hint: 'form_row_hint',
  optional: true,
  row: [cell, { name: 'role', kind: 'choice', label: 'field_role', choices }],
});

/** Everything a form may ask of a meeting or event; what it asks of each kind is below. */
export const meetingFields: FormField[] = [
  { name: 'kind', kind: 'choice', label: 'meeting_kind', choices: kinds },
  { name: 'title', kind: 'text', label: 'field_title' },
  {
    name: 'body',
    column: 'body_id',
    kind: 'reference',
    of: 'bodies',
    label: 'field_body_id',
    optional: true,
  },
  {
    name: 'parent',
    column: 'parent_id',
    kind: 'reference',
    of: 'meetings',
    label: 'field_parent_id',
    hint: 'form_meeting_parent_hint',
    optional: true,
  },
  {
    name: 'ordinal',
    kind: 'number',
    label: 'form_meeting_ordinal',
    hint: 'form_meeting_ordinal_hint',
    optional: true,
  },
  { name: 'from_on', kind: 'date', label: 'form_meeting_day', hint: 'form_date_hint' },
  {
    name: 'until_on',
    kind: 'date',
    label: 'form_meeting_last_day',
    hint: 'form_meeting_last_day_hint',
    isLast: true,
    optional: true,
  },
  { name: 'starts_at', kind: 'time', label: 'form_meeting_starts', hint: 'form_time_hint', optional: true },
  { name: 'ends_at', kind: 'time', label: 'form_meeting_ends', hint: 'form_time_hint', optional: true },
  { name: 'venue', kind: 'text', label: 'field_venue', hint: 'form_meeting_venue_hint', optional: true },
  {
    name: 'place',
    column: 'place_id',
    kind: 'reference',
    of: 'places',
    label: 'field_place_id',
    optional: true,
  },
  { name: 'online_link', kind: 'web', label: 'form_meeting_link', optional: true },
  { name: 'language', kind: 'choice', label: 'form_meeting_language', choices: languages, optional: true },
  {
    name: 'interpretation',
    kind: 'text',
    label: 'form_meeting_interpretation',
    hint: 'form_meeting_interpretation_hint',
    optional: true,
  },
  { name: 'summary', kind: 'passage', label: 'form_meeting_summary', optional: true },
  there(
    'people',
    { name: 'person', column: 'person_id', kind: 'reference', of: 'people', label: 'field_person_id' },
    roles('chair', 'speaker', 'guest'),
  ),
  there(
    'organisations',
    {
      name: 'organisation',
      column: 'organisation_id',
      kind: 'reference',
      of: 'organisations',
      label: 'field_organisation_id',
    },
    roles('organiser', 'supporter', 'guest', 'participant'),
  ),
  there(
    'bodies',
    { name: 'body', column: 'body_id', kind: 'reference', of: 'bodies', label: 'field_body_id' },
    [
      { value: 'audience', label: 'meeting_role_audience' },
      { value: 'participant', label: 'meeting_role_participant' },
      { value: 'subject', label: 'meeting_role_subject' },
    ],
  ),
  { name: 'date_basis', kind: 'text', label: 'field_date_basis', optional: true },
  // Set by calling it off.
  { name: 'cancelled_on', kind: 'date', label: 'meeting_status_cancelled', optional: true },
  ...commonFields(visibilities),
];

const always = ['title', 'from_on', 'summary', ...commonFields(visibilities).map(({ name }) => name)];
const hours = ['starts_at', 'ends_at'];
const where = ['venue', 'place'];
const talk = ['online_link', 'language', 'interpretation'];
const who = ['people', 'organisations', 'bodies'];

/** What is asked of each kind besides: nobody sees a field that makes no sense for what they record. */
const asked: Record<MeetingKind, readonly string[]> = {
  meeting: ['body', 'ordinal', ...hours, ...where, ...talk, 'people', 'organisations'],
  orientation: ['body', 'until_on', ...hours, ...where, ...talk, ...who],
  consultation: ['body', 'parent', 'until_on', ...hours, ...where, ...talk, ...who],
  visit: ['body', 'until_on', ...where, ...who],
  observance: ['until_on', 'place', 'organisations', 'date_basis'],
  session: ['parent', 'until_on', ...hours, ...where, ...talk, ...who],
  launch: ['body', ...hours, ...where, 'online_link', ...who],
};

/** The form of one kind; the kind itself is chosen before a new one, and can be corrected afterwards. */
export function fieldsFor(kind: MeetingKind, isNew: boolean): FormField[] {
  const names = [...always, ...asked[kind], ...(isNew ? [] : ['kind'])];
  return meetingFields.filter(({ name }) => names.includes(name));
}

/** The kinds in the order in which they are offered. */
export const kindChoices = kinds;
