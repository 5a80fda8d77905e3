import type { MessageKey } from '#lib/i18n/messages.ts';
import type { Visibility } from '#lib/record.ts';

/** For whom a record is meant. */
export const visibilityLabels: Record<Visibility, MessageKey> = {
  public: 'form_visibility_public',
  network: 'form_visibility_network',
  body: 'form_visibility_body',
  secretariat: 'form_visibility_secretariat',
};
