import type { PledgeState } from '#features/desk/pledge/rules.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { StatusTone } from '#lib/ui/status.ts';

/** How a field of the pledge form stands. */
export const pledgeStateLabels: Record<PledgeState, { word: MessageKey; tone: StatusTone }> = {
  ready: { word: 'pledge_state_ready', tone: 'done' },
  none: { word: 'pledge_state_none', tone: 'notReported' },
  missing: { word: 'pledge_state_missing', tone: 'late' },
  untranslated: { word: 'pledge_state_untranslated', tone: 'late' },
  short: { word: 'pledge_state_short', tone: 'late' },
  long: { word: 'pledge_state_long', tone: 'late' },
  'by-hand': { word: 'pledge_state_by_hand', tone: 'planned' },
};
