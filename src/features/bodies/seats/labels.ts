import type { seatRoles } from '#features/bodies/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** The word for a seat's role. */
export const seatRoleLabels: Record<(typeof seatRoles)[number], MessageKey> = {
  chair: 'seat_role_chair',
  'co-chair': 'seat_role_co_chair',
  coordinator: 'seat_role_coordinator',
  secretariat: 'seat_role_secretariat',
  member: 'seat_role_member',
  observer: 'seat_role_observer',
};
