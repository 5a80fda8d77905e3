import type { Duty, Ground, Reach } from '#lib/access.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** The word for a duty granted by hand. */
export const dutyLabels: Record<Duty, MessageKey> = {
  secretariat: 'duty_secretariat',
  administrator: 'duty_administrator',
  'data-steward': 'duty_data_steward',
  auditor: 'duty_auditor',
};

/** What a duty lets somebody do. */
export const dutyMeanings: Record<Duty, MessageKey> = {
  secretariat: 'duty_secretariat_means',
  administrator: 'duty_administrator_means',
  'data-steward': 'duty_data_steward_means',
  auditor: 'duty_auditor_means',
};

/** How far a record really reaches. */
export const reachLabels: Record<Reach, MessageKey> = {
  public: 'visibility_public',
  network: 'visibility_network',
  body: 'visibility_body',
  runners: 'reach_runners',
  secretariat: 'visibility_secretariat',
};

/** Why somebody may read or keep a record. */
export const groundLabels: Record<Ground, MessageKey> = {
  everybody: 'ground_everybody',
  secretariat: 'ground_secretariat',
  auditor: 'ground_auditor',
  network: 'ground_network',
  body: 'ground_body',
  runners: 'ground_runners',
};
