import type { RoomChange } from './server/queries.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** What happened to something in a body. */
export const roomChangeLabels: Record<RoomChange['what'], MessageKey> = {
  meeting_new: 'room_change_meeting_new',
  meeting_changed: 'room_change_meeting_changed',
  meeting_cancelled: 'room_change_meeting_cancelled',
  agenda_changed: 'room_change_agenda_changed',
  minutes_circulated: 'room_change_minutes_circulated',
  minutes_adopted: 'room_change_minutes_adopted',
  decision_new: 'room_change_decision_new',
  decision_changed: 'room_change_decision_changed',
  point_new: 'room_change_point_new',
  point_changed: 'room_change_point_changed',
  point_moved: 'room_change_point_moved',
  seat_changed: 'room_change_seat_changed',
};
