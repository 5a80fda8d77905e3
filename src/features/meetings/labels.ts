import type { meetingInput, meetingKinds, agendaItemInput } from '#features/meetings/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import type { z } from 'zod';
import type { MeetingStatus } from './rules.ts';

type Meeting = z.infer<typeof meetingInput>;
export type MeetingKind = (typeof meetingKinds)[number];
export type OrganisationRole = Meeting['organisations'][number]['role'];
export type PersonRole = Meeting['people'][number]['role'];
export type BodyRole = Meeting['bodies'][number]['role'];
export type AgendaKind = z.infer<typeof agendaItemInput>['kind'];

/** The word for a kind of meeting. */
export const meetingKindLabels: Record<MeetingKind, MessageKey> = {
  meeting: 'meeting_kind_meeting',
  orientation: 'meeting_kind_orientation',
  consultation: 'meeting_kind_consultation',
  visit: 'meeting_kind_visit',
  observance: 'meeting_kind_observance',
  session: 'meeting_kind_session',
  launch: 'meeting_kind_launch',
};

/** The word and the look of where a meeting stands. */
export const meetingStatusLabels: Record<MeetingStatus, { word: MessageKey; tone: StatusTone }> = {
  coming: { word: 'meeting_status_coming', tone: 'planned' },
  expected: { word: 'meeting_status_expected', tone: 'planned' },
  'under-way': { word: 'meeting_status_under_way', tone: 'current' },
  held: { word: 'meeting_status_held', tone: 'done' },
  cancelled: { word: 'meeting_status_cancelled', tone: 'withdrawn' },
};

/** What an organisation, a person or another body was to a meeting. */
export const participationLabels: Record<OrganisationRole | PersonRole | BodyRole, MessageKey> = {
  organiser: 'meeting_role_organiser',
  supporter: 'meeting_role_supporter',
  guest: 'meeting_role_guest',
  participant: 'meeting_role_participant',
  chair: 'meeting_role_chair',
  speaker: 'meeting_role_speaker',
  audience: 'meeting_role_audience',
  subject: 'meeting_role_subject',
};

/** What an agenda item was for. */
export const agendaKindLabels: Record<AgendaKind, MessageKey> = {
  information: 'agenda_kind_information',
  discussion: 'agenda_kind_discussion',
  decision: 'agenda_kind_decision',
};
