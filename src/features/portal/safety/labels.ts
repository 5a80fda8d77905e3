import type { MessageKey } from '#lib/i18n/messages.ts';
import type { Check } from './rules.ts';

/** What each check is about, what it says when all is well, and what to do when it is not. */
export const checkLabels: Record<Check, { title: MessageKey; good: MessageKey; mend: MessageKey }> = {
  encrypted: { title: 'safety_encrypted', good: 'safety_encrypted_good', mend: 'safety_encrypted_mend' },
  'client-address': { title: 'safety_client', good: 'safety_client_good', mend: 'safety_client_mend' },
  demonstration: { title: 'safety_demo', good: 'safety_demo_good', mend: 'safety_demo_mend' },
  'second-factor': { title: 'safety_factor', good: 'safety_factor_good', mend: 'safety_factor_mend' },
  secret: { title: 'safety_secret', good: 'safety_secret_good', mend: 'safety_secret_mend' },
  mail: { title: 'safety_mail', good: 'safety_mail_good', mend: 'safety_mail_mend' },
  'dead-letters': { title: 'safety_dead', good: 'safety_dead_good', mend: 'safety_dead_mend' },
  backups: { title: 'safety_backups', good: 'safety_backups_good', mend: 'safety_backups_mend' },
  files: { title: 'safety_files', good: 'safety_files_good', mend: 'safety_files_mend' },
  room: { title: 'safety_room', good: 'safety_room_good', mend: 'safety_room_mend' },
  metrics: { title: 'safety_metrics', good: 'safety_metrics_good', mend: 'safety_metrics_mend' },
  listening: { title: 'safety_listening', good: 'safety_listening_good', mend: 'safety_listening_mend' },
};
