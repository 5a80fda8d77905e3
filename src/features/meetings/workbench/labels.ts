import type { MeetingKind } from '#features/meetings/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { Step } from './rules.ts';

/** What comes next: the button, the sentence over it, and where it is done. */
export const stepLabels: Record<Step, { verb: MessageKey; text: MessageKey; path: string }> = {
  agenda: { verb: 'step_agenda', text: 'step_agenda_text', path: 'agenda' },
  publish: { verb: 'step_publish', text: 'step_publish_text', path: 'agenda' },
  invite: { verb: 'step_invite', text: 'step_invite_text', path: 'invitations' },
  hold: { verb: 'step_hold', text: 'step_hold_text', path: 'attendance' },
  minutes: { verb: 'step_minutes', text: 'step_minutes_text', path: 'minutes' },
  circulate: { verb: 'step_circulate', text: 'step_circulate_text', path: 'minutes/review' },
  adopt: { verb: 'step_adopt', text: 'step_adopt_text', path: 'minutes/review' },
};

/** The parts of a meeting's workbench, in the order of its life. */
export const workbenchParts: readonly { path: string; label: MessageKey }[] = [
  { path: 'agenda', label: 'agenda_title' },
  { path: 'invitations', label: 'invite_title' },
  { path: 'attendance', label: 'attendance_title' },
  { path: 'minutes', label: 'minutes_write_title' },
  { path: 'decisions', label: 'outcome_title' },
  { path: 'minutes/review', label: 'minutes_review_title' },
];

/** What each kind is for, where one chooses. */
export const kindHints: Record<MeetingKind, MessageKey> = {
  meeting: 'meeting_kind_meeting_hint',
  orientation: 'meeting_kind_orientation_hint',
  consultation: 'meeting_kind_consultation_hint',
  visit: 'meeting_kind_visit_hint',
  observance: 'meeting_kind_observance_hint',
  session: 'meeting_kind_session_hint',
  launch: 'meeting_kind_launch_hint',
};
