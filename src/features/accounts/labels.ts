import type { Duty } from '#lib/access.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** The word for a duty. */
export const dutyLabels: Record<Duty, MessageKey> = {
  secretariat: 'duty_secretariat',
  administrator: 'duty_administrator',
  'data-steward': 'duty_data_steward',
  auditor: 'duty_auditor',
};
