import type { Lack } from '#features/portal/gaps/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** What is missing, as a state of a commitment and as a choice of the list. */
export const lackLabels: Record<Lack, MessageKey> = {
  action: 'gaps_no_action',
  indicator: 'gaps_no_indicator',
  report: 'gaps_no_report',
};

/** "3 have no action": how many lack what. */
export const lackCounts: Record<Lack, MessageKey> = {
  action: 'gaps_count_action',
  indicator: 'gaps_count_indicator',
  report: 'gaps_count_report',
};
